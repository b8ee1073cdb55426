import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { addUpCounts, forgetCounts } from './counts.mjs';
import { ensureInstalled } from './install.mjs';
import { environment, root } from './node24.mjs';
import { giveUp } from './step.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a command with its output shown; resolves with whether it succeeded. */
const succeeds = (title, [command, ...args]) =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    say(`\n== ${title}`);
    const isWindows = process.platform === 'win32';
    const child = spawn(command, args, { cwd: root, env: environment(), stdio: 'inherit', shell: isWindows });
    const end = (isGood) => {
      say(
        `== ${title}: ${isGood ? 'ok' : 'FAILED'} (${Math.round((performance.now() - startedAt) / 1000)} s)`,
      );
      resolve(isGood);
    };
    child.on('error', () => end(false));
    child.on('exit', (code) => end(code === 0));
  });

const runMany = (target, ...args) => ['nx', 'run-many', '-t', target, '--outputStyle=static', ...args];
const isOnPath = (program) =>
  `${process.env.PATH}${delimiter}/usr/sbin`
    .split(delimiter)
    .some((folder) => existsSync(join(folder, program)));

async function test() {
  await ensureInstalled();
  forgetCounts();
  const checks = {
    // One process for all of each: a fifth of the time of `nx run-many -t lint`, which reads shared sources once per project.
    references: await succeeds('project references', ['nx', 'sync:check']),
    types: await succeeds('types', ['tsc', '-b']),
    lint: await succeeds('lint', ['eslint', '.', '--max-warnings=0']),
  };
  const areTestsGood = await succeeds('tests', runMany('test'));
  const { total, missing } = addUpCounts();
  for (const [name, isGood] of Object.entries(checks)) {
    if (isGood) continue;
    total.failed += 1;
    say(`${name}: failed, counted as one failed test`);
  }
  for (const name of missing) {
    total.failed += 1;
    say(`${name}: its tests did not run to the end, counted as one failed test`);
  }
  if (!areTestsGood && total.failed === 0) total.failed = 1;
  if (!isOnPath('mosquitto')) {
    say(
      'No mosquitto on the path: the messaging cases ran on the embedded broker only (.ci/run installs it).',
    );
  }
  say(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await test().catch((error) => giveUp(error));
