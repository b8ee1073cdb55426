import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../shared/free-port.mjs';
import { nodeCommand, root } from '../scripts/node24.mjs';
import { bundleEnvironment, serviceFlags, standaloneFlags } from '../scripts/product.mjs';

/** Resident memory in MB; not known where there is no /proc. */
export function residentMb({ pid }) {
  try {
    const [, kb] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(kb) / 1024;
  } catch {
    return Number.NaN;
  }
}

const readyEveryMs = 5;
const giveUpAfterMs = 20_000;

async function untilReady(child, url, output) {
  for (
    const giveUpAt = performance.now() + giveUpAfterMs;
    performance.now() < giveUpAt;
    await wait(readyEveryMs)
  ) {
    if (child.exitCode !== null) break;
    const reply = await fetch(url).catch(() => undefined);
    await reply?.arrayBuffer();
    if (reply?.ok) return;
  }
  child.kill('SIGKILL');
  throw new Error(`${url} did not answer 200; the process printed:\n${output()}`);
}

/** Resolves when something accepts connections on the port. */
export async function untilConnected(child, port) {
  for (
    const giveUpAt = performance.now() + giveUpAfterMs;
    performance.now() < giveUpAt;
    await wait(readyEveryMs)
  ) {
    if (child.exitCode !== null) break;
    const socket = connect(port, '127.0.0.1');
    const isUp = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isUp) return;
  }
  child.kill('SIGKILL');
  throw new Error(`Nobody listens on port ${port}`);
}

/** Starts a bundle as a process with the flags it has in the product, in a data folder of its own; ready when `readyUrl` answers 200. */
export async function startProcess(bundle, env, readyUrl) {
  const flags = bundle.includes('standalone') ? standaloneFlags : serviceFlags;
  const data = mkdtempSync(join(tmpdir(), 'kilowatch-bench-'));
  const spawnedAt = performance.now();
  const child = spawn(nodeCommand(), [...flags, join(root, bundle)], {
    cwd: data,
    env: bundleEnvironment({ PATH: process.env.PATH, TZ: 'UTC', LOG_LEVEL: 'warn', DATA_DIR: data, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  await untilReady(child, readyUrl, () => printed);
  const readyMs = performance.now() - spawnedAt;
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  };
  return { pid: child.pid, readyMs, stop };
}

/** Standalone as `npm start` runs it, on free ports, unless told otherwise without the demo devices: they would be measured too. */
export async function startStandalone(more = {}) {
  const ports = { http: await freePort(), mqtt: await freePort(), health: await freePort() };
  const env = {
    PORT: String(ports.http),
    MQTT_PORT: String(ports.mqtt),
    HEALTH_PORT: String(ports.health),
    DEMO: 'off',
    ...more,
  };
  const ready = `http://127.0.0.1:${ports.health}/health/ready`;
  const started = await startProcess('apps/standalone/dist/main.mjs', env, ready);
  const where = 'standalone, 1 process';
  return {
    ...started,
    where,
    port: ports.http,
    socketPort: ports.http,
    mqttPort: ports.mqtt,
    healthPort: ports.health,
  };
}
