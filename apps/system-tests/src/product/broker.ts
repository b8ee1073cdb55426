import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aTemporaryFolder, eventually } from '@kilowatch/testing';
import type { ServiceName } from '@kilowatch/contracts';
import { Witness } from '../witness.js';
import { type Account, Accounts, type Role } from './accounts.js';
import { Child, type Ended } from './child.js';
import { freePort } from './free-port.js';
import { commandOf } from './installed.js';
import type { EndSignal } from './product.js';

const ours = fileURLToPath(new URL('../../../../deploy/mosquitto/mosquitto.conf', import.meta.url));

/** A real Mosquitto with our file and accounts; stopped and started again, it has the same port, data and accounts. */
export class Broker {
  readonly host = '127.0.0.1';
  private child: Child | undefined;
  private readonly guests = new Map<string, Account>();

  private constructor(
    readonly port: number,
    private readonly file: string,
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
    await writeFile(file, moved + asRoot);
    return new Broker(port, file, accounts);
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
  observer(...filters: string[]): Promise<Witness> {
    return this.guest('observer', 'onlooker', filters);
  }

  /** The battery of this native id. */
  battery(id: string): Promise<Witness> {
    return this.guest('device', id);
  }

  async stop(signal: EndSignal): Promise<Ended | undefined> {
    return this.child?.stop(signal);
  }

  // Mosquitto reads its files again some time after the signal.
  private async guest(role: Role, name: string, filters: readonly string[] = []): Promise<Witness> {
    const account = this.guests.get(name) ?? (await this.accounts.add(role, name));
    if (!this.guests.has(name)) this.child?.signal('SIGHUP');
    this.guests.set(name, account);
    return eventually(() => Witness.at({ port: this.port, ...account }, ...filters));
  }
}
