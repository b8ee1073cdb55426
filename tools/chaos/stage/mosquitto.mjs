import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeCommand, root } from '../../scripts/node24.mjs';
import { until } from '../until.mjs';
import { freePort } from '../../shared/free-port.mjs';
import { Program } from './program.mjs';

const run = promisify(execFile);
const paths = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'];
const installed = () => paths.find(existsSync);

/** In words, where there is none. */
export const whyNoMosquitto = () =>
  installed() ? undefined : 'no Mosquitto is installed (Debian: apt-get install mosquitto)';

/** s; how often our file has it save what it keeps. What came since is lost when it is killed. */
export const saveIntervalS = () => Number(/^autosave_interval (\d+)$/m.exec(ourFile())[1]);

const ourFile = () => readFileSync(join(root, 'deploy/mosquitto/mosquitto.conf'), 'utf8');

/** A gateway that speaks for many devices: one account for all of the workload. */
const fleet = ['topic write batteries/+/state', 'topic write sensors/+/+', 'topic read kw/v1/stored/+'];

/** A real Mosquitto with the project's file: only its port, its folders and one account are others. */
export class Mosquitto extends Program {
  static async prepare(folder) {
    const accounts = join(folder, 'broker');
    const data = join(folder, 'broker-data');
    mkdirSync(data);
    const init = async (...args) => {
      const env = { PATH: process.env.PATH, SECRETS_DIR: join(folder, 'secrets'), BROKER_DIR: accounts };
      return (await run(nodeCommand(), [join(root, 'apps/init/dist/main.mjs'), ...args], { env })).stdout;
    };
    await init();
    const password = /password\s+(\S+)/i.exec(await init('device', 'fleet'))[1];
    appendFileSync(join(accounts, 'acl'), ['', 'user fleet', ...fleet, ''].join('\n'));
    const port = await freePort();
    const text = ourFile()
      .replace(/^listener 1883$/m, `listener ${port} 127.0.0.1`)
      .replaceAll('/mosquitto/broker/', `${accounts}/`)
      .replaceAll('/mosquitto/data/', `${data}/`);
    const asRoot = process.getuid?.() === 0 ? 'user root\n' : ''; // else it gives up the right to read our folder
    const file = join(folder, 'mosquitto.conf');
    writeFileSync(file, `${asRoot}${text}`);
    return new Mosquitto({ folder, file, data, port, user: { username: 'fleet', password } });
  }

  constructor({ folder, file, data, port, user }) {
    super('mosquitto', {
      command: installed(),
      args: ['-c', file],
      env: {},
      logFile: join(folder, 'mosquitto.log'),
    });
    Object.assign(this, { folder, data, port, user });
  }

  /** How a service reaches it, through `port` where something is in between. */
  environmentOf(service, port = this.port) {
    return {
      MQTT_BROKER_HOST: '127.0.0.1',
      MQTT_BROKER_PORT: String(port),
      MQTT_USERNAME: service,
      MQTT_PASSWORD_FILE: this.#passwordFileOf(service),
    };
  }

  accountOf(service) {
    return { username: service, password: readFileSync(this.#passwordFileOf(service), 'utf8').trim() };
  }

  #passwordFileOf(service) {
    return join(this.folder, 'secrets', service, 'mqtt-password');
  }

  /** Writes its sessions to the disk now, as it does every few seconds by itself. */
  async save() {
    const savedAtMs = () => statSync(join(this.data, 'mosquitto.db'), { throwIfNoEntry: false })?.mtimeMs;
    const before = savedAtMs();
    this.signal('SIGUSR1');
    await until(() => savedAtMs() !== before, { withinMs: 5_000, otherwise: 'Mosquitto does not save' });
  }

  async ready() {
    await until(() => this.isRunning && isListening(this.port), {
      withinMs: 10_000,
      otherwise: `Mosquitto does not listen: ${this.output.slice(-500)}`,
    });
  }
}

async function isListening(port) {
  const socket = connect(port, '127.0.0.1');
  const isUp = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isUp;
}
