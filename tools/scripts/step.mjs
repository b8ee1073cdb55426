import { spawn } from 'node:child_process';

const reportEveryMs = 15_000;

/** Runs one step of a script quietly: a line that it runs, its output only when it fails. Rejects with a sentence then. */
export async function step(title, [command, ...args], { cwd, env } = {}) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  process.stderr.write(`${title} …\n`);
  const ticking = setInterval(() => process.stderr.write(`${title} … ${seconds()} s\n`), reportEveryMs);
  const output = [];
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows });
      child.stdout.on('data', (chunk) => output.push(chunk));
      child.stderr.on('data', (chunk) => output.push(chunk));
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0)
      throw new StepFailed(`${title}: failed (exit code ${code})`, Buffer.concat(output).toString());
  } finally {
    clearInterval(ticking);
  }
}

const isWindows = process.platform === 'win32';

/** A step that did not work, with everything it printed. */
export class StepFailed extends Error {
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/** Ends the script: what the failed step printed, then the sentence. */
export function giveUp(error) {
  if (error instanceof StepFailed) process.stderr.write(`${error.output}\n${error.message}\n`);
  else process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
