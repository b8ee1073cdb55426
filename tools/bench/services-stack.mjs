import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeCommand, root } from '../scripts/node24.mjs';
import { freePort } from '../shared/free-port.mjs';
import { startProcess, untilConnected } from './processes.mjs';

const run = promisify(execFile);
/** Every service of the product, in the order of start. */
export const everyService = ['historian', 'ingest', 'realtime-gateway', 'mqtt-publisher', 'control-api'];
const mosquittoPaths = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];
/** Undefined where none is installed. */
export const mosquitto = mosquittoPaths.find(existsSync);

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

/** Mosquitto with the file of the containers and the accounts in `folder`: only its port and its folders are others. */
export async function startBroker(folder, dataName = 'data') {
  const port = await freePort();
  const data = join(folder, dataName);
  mkdirSync(data);
  const text = readFileSync(join(root, 'deploy/mosquitto/mosquitto.conf'), 'utf8')
    .replace('listener 1883', `listener ${port} 127.0.0.1`)
    .replaceAll('/mosquitto/broker/', `${join(folder, 'broker')}/`)
    .replace('/mosquitto/data/', `${data}/`);
  const file = join(folder, `${dataName}.conf`);
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

/** Broker and services as processes of their own, started together as `docker-compose up` starts them; `settings` are a service's own. */
export async function startStack(services = everyService, settings = {}) {
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
      ...settings[name],
    };
    const ready = `http://127.0.0.1:${health}/health/ready`;
    return [name, { port, health, ...(await startProcess(`apps/${name}/dist/main.mjs`, env, ready)) }];
  };
  const running = Object.fromEntries(await Promise.all(services.map(start)));
  const readyMs = performance.now() - startedAt;
  const stop = async () => {
    await Promise.all(Object.values(running).map((service) => service.stop()));
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, broker, running, readyMs, device, observer, stop };
}
