import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aTemporaryFolder, eventually } from '@kilowatch/testing';
import type { ServiceName } from '@kilowatch/contracts';
import { type BrokerAccess, Witness } from '../witness.js';
import { Accounts, type Role } from './accounts.js';
import { Child, type Ended } from './child.js';
import { freePort } from './free-port.js';
import { commandOf } from './installed.js';
import type { EndSignal } from './product.js';

const ours = fileURLToPath(new URL('../../../../deploy/mosquitto/mosquitto.conf', import.meta.url));

/** A real Mosquitto with our file and accounts; stopped and started again, it has the same port, data and accounts. */
export class Broker {
  readonly host = '127.0.0.1';
  private child: Child | undefined;
  private readonly guests = new Map<string, BrokerAccess>();

  private constructor(
    readonly port: number,
    private readonly file: string,
    private readonly dataFolder: string,
    private readonly accounts: Accounts,
  ) {}

  /** Not started. */
  static async prepare(): Promise<Broker> {
    const folder = await aTemporaryFolder();
    const [broker, secrets, data] = [join(folder, 'broker'), join(folder, 'secrets'), join(folder, 'data')];
    await mkdir(data);
    const accounts = new Accounts(broker, secrets);
    await accounts.make();
    const port = await freePort();
    const file = join(folder, 'mosquitto.conf');
    const moved = (await readFile(ours, 'utf8'))
      .replace(/^listener 1883$/m, `listener ${port} 127.0.0.1`)
      .replaceAll('/mosquitto/broker/', `${broker}/`)
      .replaceAll('/mosquitto/data/', `${data}/`);
    const asRoot = process.getuid?.() === 0 ? 'user root\n' : ''; // else it could not read the test's folders
    await writeFile(file, `${moved}${asRoot}log_type information\n`); // says when it runs
    return new Broker(port, file, data, accounts);
  }

  environmentOf(service: ServiceName): Record<string, string> {
    return {
      MQTT_BROKER_HOST: this.host,
      MQTT_BROKER_PORT: String(this.port),
      ...this.accounts.environmentOf(service),
    };
  }

  async start(): Promise<void> {
    this.child = Child.run('mosquitto', commandOf('mosquitto'), ['-c', this.file]);
    await this.child.prints('running');
  }

  /** Who looks on. */
  async observer(...filters: string[]): Promise<Witness> {
    return Witness.at(await this.accessOf('observer', 'onlooker'), ...filters);
  }

  /** The battery of this native id. Like a device it comes back when the broker does. */
  async battery(id: string, ...filters: string[]): Promise<Witness> {
    return Witness.at({ ...(await this.accessOf('device', id)), comesBack: true }, ...filters);
  }

  /** Address and account of a device or an observer; made where there is none. */
  async accessOf(role: Role, name: string): Promise<BrokerAccess> {
    const known = this.guests.get(name);
    if (known) return known;
    const access = { port: this.port, ...(await this.accounts.add(role, name)) };
    this.guests.set(name, access);
    if (this.isRunning) await this.known(access);
    return access;
  }

  /** As a program that has got hold of the secret of a service. */
  async accessOfService(service: ServiceName): Promise<BrokerAccess> {
    return { port: this.port, ...(await this.accounts.ofService(service)) };
  }

  get isRunning(): boolean {
    return this.child?.isRunning ?? false;
  }

  /** Writes sessions and retained messages to the disk now, as it does every ten seconds by itself. */
  async save(): Promise<void> {
    const before = await this.savedAtMs();
    this.child?.signal('SIGUSR1');
    await eventually(async () => {
      if ((await this.savedAtMs()) === before) throw new Error('Mosquitto has not written its file');
    });
  }

  private async savedAtMs(): Promise<number | undefined> {
    return stat(join(this.dataFolder, 'mosquitto.db')).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  }

  async stop(signal: EndSignal): Promise<Ended | undefined> {
    return this.child?.stop(signal);
  }

  // Mosquitto reads its files again some time after the signal.
  private async known(access: BrokerAccess): Promise<void> {
    this.child?.signal('SIGHUP');
    await eventually(async () => (await Witness.at(access)).end());
  }
}
