import { join } from 'node:path';
import type { ServiceName } from '@kilowatch/contracts';
import { aTemporaryFolder } from '@kilowatch/testing';
import type { Witness } from '../witness.js';
import { Broker } from './broker.js';
import type { Ended, Environment } from './child.js';
import { historySettings } from './influx.js';
import type { EndSignal, Product } from './product.js';
import { type Run, ServiceProcess } from './service-process.js';
import { WebServer } from './web-server.js';

type Services = ReadonlyMap<ServiceName, ServiceProcess>;
type Runs = Readonly<Partial<Record<ServiceName, Run>>>;

const alwaysThere: readonly ServiceName[] = [
  'historian',
  'ingest',
  'realtime-gateway',
  'mqtt-publisher',
  'control-api',
];

/** Every service as a process of its own, a real Mosquitto between and a real nginx before them. */
export class ServicesProduct implements Product {
  readonly wholeWithinMs = 5_000;

  private constructor(
    readonly broker: Broker,
    readonly services: Services,
    readonly webServer: WebServer,
  ) {}

  /** Ports, folders and credentials; nothing runs yet. The settings are those of every service. */
  static async prepare(settings: Environment = {}): Promise<ServicesProduct> {
    const broker = await Broker.prepare();
    const folder = await aTemporaryFolder();
    const history = await historySettings();
    const isDemo = settings['DEMO'] !== 'off';
    const services = new Map<ServiceName, ServiceProcess>();
    for (const name of isDemo ? [...alwaysThere, 'simulator' as const] : alwaysThere) {
      const env = {
        DEMO: isDemo ? 'on' : 'off',
        DATA_DIR: join(folder, name),
        ...broker.environmentOf(name),
        ...(name === 'historian' && history),
        ...settings,
      };
      services.set(name, await ServiceProcess.prepare(name, env));
    }
    const behind = {
      controlApi: services.get('control-api')!.port,
      gateway: services.get('realtime-gateway')!.port,
      ingest: services.get('ingest')!.port,
    };
    const webServer = await WebServer.prepare(behind, settings['LEGACY_PORTS']);
    return new ServicesProduct(broker, services, webServer);
  }

  get url(): string {
    return this.webServer.url;
  }

  get output(): string {
    return [...this.services.values()].map(({ output }) => output).join('');
  }

  service(name: ServiceName): ServiceProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`There is no ${name}`);
    return service;
  }

  /** Starts all of it and waits until it is ready; some services with settings of their own. */
  async start(runs: Runs = {}): Promise<this> {
    await this.broker.start();
    await this.startServices(runs);
    await this.ready();
    return this;
  }

  /** Everything but the broker; the services are not waited for. */
  async startServices(runs: Runs = {}): Promise<void> {
    await this.webServer.start();
    for (const [name, service] of this.services) service.start(runs[name]);
  }

  async ready(withinMs?: number): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.ready(withinMs)));
  }

  observer(...filters: string[]): Promise<Witness> {
    return this.broker.observer(...filters);
  }

  battery(id: string): Promise<Witness> {
    return this.broker.battery(id);
  }

  async stop(signal: EndSignal): Promise<readonly Ended[]> {
    const parts = [...this.services.values(), this.webServer, this.broker];
    const ends = await Promise.all(parts.map((part) => part.stop(signal)));
    return ends.filter((end) => end !== undefined);
  }

  async again(): Promise<this> {
    return this.start();
  }
}

/** Starts services mode with these settings for every service, and waits until all of it is ready. */
export const startServices = async (env: Environment = {}): Promise<ServicesProduct> =>
  (await ServicesProduct.prepare(env)).start();
