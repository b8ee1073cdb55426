import { fileURLToPath } from 'node:url';
import { aTemporaryFolder } from '@kilowatch/testing';
import { Witness } from '../witness.js';
import { Child, type Ended, type Environment } from './child.js';
import { freePort } from './free-port.js';
import type { EndSignal, Product } from './product.js';

const bundle = fileURLToPath(new URL('../../../standalone/dist/main.mjs', import.meta.url));

/** The bundle of standalone, as `npm start` runs it. */
export class StandaloneProduct implements Product {
  readonly wholeWithinMs = 5_000;

  private constructor(
    private readonly child: Child,
    private readonly env: Environment,
  ) {}

  /** On free ports with a data folder of its own, unless the settings say otherwise. Not waited for. */
  static async run(settings: Environment = {}): Promise<StandaloneProduct> {
    const env = {
      DATA_DIR: settings['DATA_DIR'] ?? (await aTemporaryFolder()),
      PORT: String(await freePort()),
      MQTT_PORT: String(await freePort()),
      ...settings,
    };
    return new StandaloneProduct(Child.run('standalone', process.execPath, [bundle], env), env);
  }

  get url(): string {
    return `http://localhost:${this.env['PORT']}`;
  }

  get mqttPort(): number {
    return Number(this.env['MQTT_PORT']);
  }

  get output(): string {
    return this.child.output;
  }

  /** Resolves when the start banner is out; rejects with what was printed when the process ends before. */
  async started(): Promise<this> {
    await this.child.prints('Press Ctrl+C to stop');
    return this;
  }

  ended(): Promise<Ended> {
    return this.child.ended();
  }

  // On the loopback interface the embedded broker knows no users.
  observer(...filters: string[]): Promise<Witness> {
    return Witness.at({ port: this.mqttPort }, ...filters);
  }

  battery(): Promise<Witness> {
    return Witness.at({ port: this.mqttPort });
  }

  async stop(signal: EndSignal): Promise<readonly Ended[]> {
    return [await this.child.stop(signal)];
  }

  async again(): Promise<StandaloneProduct> {
    return (await StandaloneProduct.run(this.env)).started();
  }
}

/** Starts standalone and waits until it says that it is ready. */
export const startStandalone = async (env: Environment = {}): Promise<StandaloneProduct> =>
  (await StandaloneProduct.run(env)).started();
