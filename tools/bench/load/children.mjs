import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeCommand } from '../../scripts/node24.mjs';

/** Starts a program of this folder; its messages are taken one by one, in order. */
export function startLoad(name, options) {
  const child = fork(fileURLToPath(new URL(`${name}.mjs`, import.meta.url)), [JSON.stringify(options)], {
    execPath: nodeCommand(),
    execArgv: [],
  });
  const messages = [];
  let wake = () => undefined;
  let isGone = false;
  child.on('message', (message) => {
    messages.push(message);
    wake();
  });
  child.on('exit', () => {
    isGone = true;
    wake();
  });
  const next = async () => {
    while (messages.length === 0) {
      if (isGone) throw new Error(`the ${name} ended with ${child.exitCode ?? child.signalCode}`);
      await new Promise((resolve) => (wake = resolve));
    }
    return messages.shift();
  };
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { next, go: () => child.send('go'), end };
}

/** Publishes as `publisher.mjs` is told; resolves with what it said at its end. */
export async function publish(options) {
  const publisher = startLoad('publisher', { window: 2_000, everyMs: 1, ...options });
  try {
    await publisher.next();
    publisher.go();
    const { startedAtNs, startedAtMs } = await publisher.next();
    return { startedAtNs: BigInt(startedAtNs), startedAtMs, ...(await publisher.next()) };
  } finally {
    await publisher.end();
  }
}
