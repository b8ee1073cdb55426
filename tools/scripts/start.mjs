import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { spawnProduct } from './product.mjs';
import { giveUp } from './step.mjs';

/** A terminal's Ctrl-C reaches npm and us, and npm passes it on: within this time it is the same one. */
const sameSignalMs = 1_000;

/** Runs the product in a process group of its own, so that it gets each signal once: from here. */
function run() {
  const child = spawnProduct({ stdio: 'inherit', detached: process.platform !== 'win32' });
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
