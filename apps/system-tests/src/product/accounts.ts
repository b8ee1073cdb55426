import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@kilowatch/contracts';

const bundle = fileURLToPath(new URL('../../../init/dist/main.mjs', import.meta.url));

export type Role = 'device' | 'observer';

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** The accounts of a broker, made by the program that makes them in an installation. */
export class Accounts {
  constructor(
    /** Where the files of the broker are written. */
    readonly brokerFolder: string,
    private readonly secretsFolder: string,
  ) {}

  /** Those of the services. A second time changes none. */
  async make(): Promise<void> {
    await this.run();
  }

  /** What a service is given to be known by the broker. */
  environmentOf(service: ServiceName): Record<string, string> {
    return { MQTT_USERNAME: service, MQTT_PASSWORD_FILE: this.passwordFileOf(service) };
  }

  async ofService(service: ServiceName): Promise<Account> {
    const password = await readFile(this.passwordFileOf(service), 'utf8');
    return { username: service, password: password.trim() };
  }

  /** The broker knows it once it has read its files again. */
  async add(role: Role, username: string): Promise<Account> {
    const said = await this.run(role, username);
    const password = /, password (\S+)$/m.exec(said)?.[1];
    if (password === undefined) throw new Error(`init did not say a password: ${said}`);
    return { username, password };
  }

  private passwordFileOf(service: ServiceName): string {
    return join(this.secretsFolder, service, 'mqtt-password');
  }

  private async run(...parameters: string[]): Promise<string> {
    const child = spawn(process.execPath, [bundle, ...parameters], {
      env: { SECRETS_DIR: this.secretsFolder, BROKER_DIR: this.brokerFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, complaint, end] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    const [code] = end as [number | null];
    if (code !== 0) throw new Error(`init ${parameters.join(' ')} ended with ${code}: ${complaint}`);
    return said;
  }
}
