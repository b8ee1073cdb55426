import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeCommand, root } from './node24.mjs';
import { giveUp } from './step.mjs';

/** Keeps the process small: the young generation of a mostly idle server need not grow to 16 MB per half. */
const memoryFlags = ['--max-semi-space-size=1'];
const nodeFlags = [...memoryFlags, '--disable-warning=ExperimentalWarning'];

/** A terminal's Ctrl-C reaches npm and us, and npm passes it on: within this time it is the same one. */
const sameSignalMs = 1_000;

/** Runs the product in a process group of its own, so that it gets each signal once: from here. */
function run() {
  const main = join(root, 'apps/standalone/dist/main.mjs');
  const child = spawn(nodeCommand(), [...nodeFlags, main], {
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  });
  let forwardedAt = -Infinity;
  const forward = (signal) => {
    const now = performance.now();
    if (now - forwardedAt < sameSignalMs) return;
    forwardedAt = now;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => forward(signal));
  process.on('SIGHUP', () => forward('SIGTERM'));
  child.on('error', giveUp);
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}

try {
  await ensureInstalled();
  await ensureBuilt();
  run();
} catch (error) {
  giveUp(error);
}
