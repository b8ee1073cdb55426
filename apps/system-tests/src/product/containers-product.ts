import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually, onTestEnd } from '@kilowatch/testing';
import { Witness } from '../witness.js';
import type { Account } from './accounts.js';
import type { Ended, Environment } from './child.js';
import type { EndSignal, Product } from './product.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const project = 'kilowatch-stories';
const names = [
  'influxdb',
  'mosquitto',
  'historian',
  'ingest',
  'mqtt-publisher',
  'control-api',
  'realtime-gateway',
  'dashboard',
];
const mqttPort = 1883;
const endings = { SIGTERM: ['stop'], SIGINT: ['kill', '-s', 'SIGINT'], SIGKILL: ['kill'] };

/** The containers of docker-compose.yml behind their published ports; one installation at a time, each with empty volumes. */
export class ContainersProduct implements Product {
  readonly url = 'http://localhost:5003';
  readonly wholeWithinMs = 60_000;
  /** Up to the last start or end of all of it. */
  output = '';
  private observing: Account | undefined;

  private constructor(private readonly settings: Environment) {}

  static async start(settings: Environment = {}): Promise<ContainersProduct> {
    const product = new ContainersProduct(settings);
    await product.remove();
    onTestEnd(() => product.remove());
    return product.again();
  }

  async again(): Promise<this> {
    await this.compose('up', '-d');
    await eventually(() => Promise.all(this.healthy.map((name) => run('docker', ['exec', name, 'health']))), {
      withinMs: 60_000,
      everyMs: 100,
    });
    this.output = await this.compose('logs', '--no-color');
    return this;
  }

  async observer(...filters: string[]): Promise<Witness> {
    this.observing ??= await this.account('observer', 'onlooker');
    return Witness.at({ port: mqttPort, ...this.observing }, ...filters);
  }

  async battery(id: string): Promise<Witness> {
    return Witness.at({ port: mqttPort, ...(await this.account('device', id)) });
  }

  async stop(signal: EndSignal): Promise<readonly Ended[]> {
    await this.compose(...endings[signal]);
    this.output = await this.compose('logs', '--no-color');
    return Promise.all(
      this.all.map(async (name) => {
        const { stdout } = await run('docker', ['inspect', '--format', '{{.State.ExitCode}}', name]);
        return { code: Number(stdout), signal: null, output: '' };
      }),
    );
  }

  private get isDemo(): boolean {
    return this.settings['DEMO'] !== 'off';
  }

  private get all(): readonly string[] {
    return this.isDemo ? [...names, 'simulator'] : names;
  }

  private get healthy(): readonly string[] {
    return this.all.filter((name) => name !== 'influxdb' && name !== 'mosquitto');
  }

  private async account(role: 'device' | 'observer', username: string): Promise<Account> {
    const said = await this.compose('run', '--rm', '--no-deps', 'init', role, username);
    const password = /, password (\S+)/.exec(said)?.[1];
    if (password === undefined) throw new Error(`init did not say a password: ${said}`);
    await run('docker', ['kill', '--signal=HUP', 'mosquitto']);
    await eventually(async () => (await Witness.at({ port: mqttPort, username, password })).end());
    return { username, password };
  }

  private remove(): Promise<string> {
    return this.compose('down', '-v', '--remove-orphans', '-t', '1');
  }

  // HOST and DEMO are those of the file; anything else reaches it as .env would bring it.
  private async compose(...args: string[]): Promise<string> {
    const { HOST: _host, DEMO: _demo, ...env } = this.settings;
    const profile = this.isDemo ? ['--profile', 'demo'] : [];
    const { stdout } = await run('docker-compose', ['-p', project, ...profile, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }
}
