import { ensureInstalled } from './install.mjs';
import { environment, root } from './node24.mjs';
import { giveUp, step } from './step.mjs';

/** Everything is installed and built: tests say so. */
const isBuilt = '--built';
const args = process.argv.slice(2);

try {
  if (!args.includes(isBuilt)) {
    await ensureInstalled();
    await step('Building', ['nx', 'run-many', '-t', 'build'], { cwd: root, env: environment() });
  }
  // Loaded late: before installing there is nothing to load.
  const [{ chaos }, { abandon }] = await Promise.all([
    import('../chaos/main.mjs'),
    import('../chaos/run.mjs'),
  ]);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => abandon().finally(() => process.exit(1)));
  const isGood = await chaos(
    args.filter((arg) => arg !== isBuilt),
    (line) => process.stdout.write(`${line}\n`),
  );
  process.exitCode = isGood ? 0 : 1;
} catch (error) {
  giveUp(error);
}
