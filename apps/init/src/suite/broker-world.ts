import { join } from 'node:path';
import type { ServiceName } from '@kilowatch/contracts';
import { startMosquitto, type TestBroker } from '@kilowatch/messaging/mosquitto';
import { aTemporaryFolder, onTestEnd, RawMqttClient } from '@kilowatch/testing';
import { initConfig } from '../config.js';
import { prepareInstallation } from '../run-init.js';
import { GuestAccounts } from '../guest-accounts.js';
import { Secrets } from '../secrets.js';

/** Folders that init has filled, and a real Mosquitto that reads them. */
export class BrokerWorld {
  private constructor(
    private readonly broker: TestBroker,
    private readonly secrets: Secrets,
    private readonly guests: ReadonlyMap<string, string>,
  ) {}

  /** @param guests name → role */
  static async start(guests: Readonly<Record<string, 'device' | 'observer'>>): Promise<BrokerWorld> {
    const folder = await aTemporaryFolder();
    const config = initConfig.parse({
      SECRETS_DIR: join(folder, 'secrets'),
      BROKER_DIR: join(folder, 'broker'),
    });
    const secrets = new Secrets(config.SECRETS_DIR);
    const passwords = new Map<string, string>();
    for (const [name, role] of Object.entries(guests))
      passwords.set(name, await new GuestAccounts(secrets).add(role, name));
    await prepareInstallation(config, () => undefined);
    const lines = [
      'allow_anonymous false',
      `password_file ${join(config.BROKER_DIR, 'passwords')}`,
      `acl_file ${join(config.BROKER_DIR, 'acl')}`,
      ...(process.getuid?.() === 0 ? ['user root'] : []), // else it could not read the test's folder
    ];
    const broker = await startMosquitto({ lines });
    onTestEnd(() => broker.close());
    return new BrokerWorld(broker, secrets, passwords);
  }

  /** A client with the account of that name: a guest's or a service's. */
  async as(username: string, clientId?: string): Promise<RawMqttClient> {
    const password =
      this.guests.get(username) ?? (await this.secrets.read(username as ServiceName, 'mqtt-password'));
    return this.with({ username, password, clientId });
  }

  with(account: {
    username?: string;
    password?: string | undefined;
    clientId?: string | undefined;
  }): Promise<RawMqttClient> {
    const { clientId, ...rest } = account;
    return RawMqttClient.connect(this.broker, { ...rest, ...(clientId !== undefined && { clientId }) });
  }
}
