import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { nodeCommand, root } from '../scripts/node24.mjs';
import { benchCommand } from './command.mjs';
import { benchLive } from './live.mjs';
import { freePort, residentMb, startProcess, untilConnected } from './processes.mjs';

const run = promisify(execFile);
const services = ['historian', 'ingest', 'realtime-gateway', 'mqtt-publisher', 'control-api'];
const mosquittoPaths = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];
const mosquitto = mosquittoPaths.find(existsSync);
const settleMs = 5_000;

/** Runs the program of the `init` container in a folder of the bench; resolves with what it printed. */
async function runInit(folder, ...args) {
  const env = {
    PATH: process.env.PATH,
    SECRETS_DIR: join(folder, 'secrets'),
    BROKER_DIR: join(folder, 'broker'),
  };
  const { stdout } = await run(nodeCommand(), [join(root, 'apps/init/dist/main.mjs'), ...args], { env });
  return stdout;
}

const passwordIn = (printed) => /password\s+(\S+)/i.exec(printed)[1];

/** Mosquitto with the file of the containers: only its port and its folders are others. */
async function startBroker(folder) {
  const port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(data);
  const text = readFileSync(join(root, 'deploy/mosquitto/mosquitto.conf'), 'utf8')
    .replace('listener 1883', `listener ${port} 127.0.0.1`)
    .replaceAll('/mosquitto/broker/', `${join(folder, 'broker')}/`)
    .replace('/mosquitto/data/', `${data}/`);
  const file = join(folder, 'mosquitto.conf');
  const asRoot = process.getuid?.() === 0 ? 'user root\n' : ''; // else it gives up the right to read our folder
  writeFileSync(file, `${asRoot}${text}`);
  const child = spawn(mosquitto, ['-c', file], { stdio: 'ignore' });
  await untilConnected(child, port);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { pid: child.pid, port, stop };
}

/** Broker and every service as processes of their own, started together as `docker-compose up` starts them. */
async function startStack() {
  const folder = mkdtempSync(join(tmpdir(), 'kilowatch-bench-'));
  await runInit(folder);
  const device = { username: 'bench', password: passwordIn(await runInit(folder, 'device', 'bench')) };
  const observer = {
    username: 'watcher',
    password: passwordIn(await runInit(folder, 'observer', 'watcher')),
  };
  const startedAt = performance.now();
  const broker = await startBroker(folder);
  const start = async (name) => {
    const [port, health] = [await freePort(), await freePort()];
    const env = {
      PORT: String(port),
      HEALTH_PORT: String(health),
      MQTT_BROKER_HOST: '127.0.0.1',
      MQTT_BROKER_PORT: String(broker.port),
      MQTT_USERNAME: name,
      MQTT_PASSWORD_FILE: join(folder, 'secrets', name, 'mqtt-password'),
    };
    const ready = `http://127.0.0.1:${health}/health/ready`;
    return [name, { port, ...(await startProcess(`apps/${name}/dist/main.mjs`, env, ready)) }];
  };
  const running = Object.fromEntries(await Promise.all(services.map(start)));
  const readyMs = performance.now() - startedAt;
  const stop = async () => {
    await Promise.all(Object.values(running).map((service) => service.stop()));
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { broker, running, readyMs, device, observer, stop };
}

/** The product in services mode: time to ready of the whole, commands, live values, memory of each process after that. */
export async function benchStack(say) {
  if (!mosquitto) return say('services mode: no Mosquitto on this machine, not measured');
  const stack = await startStack();
  try {
    const { broker, running, device, observer } = stack;
    const where = `services mode, ${services.length} processes, Mosquitto with the file of the containers, SQLite`;
    say(
      `${where}: ready in ${stack.readyMs.toFixed(0)} ms, from the start of the broker to the last 200 of /health/ready`,
    );
    const address = {
      ...{ where, mqttPort: broker.port, device, observer },
      port: running['control-api'].port,
      socketPort: running['realtime-gateway'].port,
    };
    await benchCommand(address, say);
    await benchLive(address, say);
    await wait(settleMs);
    const memory = Object.entries({ ...running, mosquitto: broker }).map(([name, process]) => [
      name,
      residentMb(process),
    ]);
    const total = memory.reduce((sum, [, mb]) => sum + mb, 0);
    const each = memory.map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(', ');
    say(
      `resident memory after that traffic and ${settleMs / 1000} s without (MB; ${where}): ${each}; together ${total.toFixed(0)}`,
    );
  } finally {
    await stack.stop();
  }
}
