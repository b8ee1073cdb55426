import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { aTemporaryFolder, onTestEnd } from '@kilowatch/testing';

const bundle = fileURLToPath(new URL('../../standalone/dist/main.mjs', import.meta.url));

/** A port that nobody listened on a moment ago. The product is told it, as a user would tell it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** The bundled product as a child process, as `npm start` runs it. */
export class Product {
  #output = '';
  readonly #ended: Promise<Ended>;

  private constructor(
    readonly url: string,
    readonly mqttPort: number,
    readonly process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#ended = once(process, 'close').then((end) => {
      const [code, signal] = end as [Ended['code'], Ended['signal']];
      return { code, signal, output: this.#output };
    });
  }

  static run(env: Record<string, string>, ports: { http: number; mqtt: number }): Product {
    const child = spawn(process.execPath, [bundle], {
      env: {
        PATH: process.env['PATH'] ?? '',
        TZ: 'UTC',
        PORT: String(ports.http),
        MQTT_PORT: String(ports.mqtt),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const product = new Product(`http://localhost:${ports.http}`, ports.mqtt, child);
    onTestEnd(() => product.kill());
    return product;
  }

  get output(): string {
    return this.#output;
  }

  /** Resolves when the start banner is out; rejects with what was printed when the process ends before. */
  async started(): Promise<this> {
    const ended = this.#ended.then((end) => {
      throw new Error(`The product ended with ${end.code ?? end.signal}:\n${end.output}`);
    });
    await Promise.race([this.#printed('Press Ctrl+C to stop'), ended]);
    return this;
  }

  ended(): Promise<Ended> {
    return this.#ended;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<Ended> {
    this.process.kill(signal);
    return this.#ended;
  }

  async kill(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.stop('SIGKILL');
  }

  async #printed(text: string): Promise<void> {
    while (!this.#output.includes(text))
      await Promise.race([once(this.process.stdout!, 'data'), this.#ended]);
  }
}

/** Starts the product on free ports with a data folder of its own and waits until it says that it is ready. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product & { dataDir: string }> {
  const dataDir = env['DATA_DIR'] ?? (await aTemporaryFolder());
  const ports = { http: await freePort(), mqtt: await freePort() };
  const product = Product.run({ DATA_DIR: dataDir, ...env }, ports);
  return Object.assign(await product.started(), { dataDir });
}
