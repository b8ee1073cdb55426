import { cpus, release, totalmem } from 'node:os';
import { ensureInstalled } from './install.mjs';
import { environment, root } from './node24.mjs';
import { giveUp, step } from './step.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

try {
  await ensureInstalled();
  await step('Building', ['nx', 'run-many', '-t', 'build'], { cwd: root, env: environment() });
  // Late: before installing there is nothing to load.
  const { benches, onlyByName } = await import('../bench/benches.mjs');
  const [cpu] = cpus();
  say(
    `${cpus().length} × ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
  );
  const wanted = process.argv.slice(2);
  for (const name of wanted.filter((name) => !(name in benches))) {
    throw new Error(`There is no bench "${name}": ${Object.keys(benches).join(', ')}`);
  }
  for (const [name, run] of Object.entries(benches)) {
    const isWanted = wanted.length === 0 ? !onlyByName.has(name) : wanted.includes(name);
    if (isWanted) await run(say);
  }
} catch (error) {
  giveUp(error);
}
