import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { Child, type Ended, type Environment } from './child.js';
import { freePort } from './free-port.js';
import type { EndSignal } from './product.js';

export interface Health {
  readonly ok: boolean;
  /** Check name → "ok" or what is wrong in words. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface Run {
  /** Beside and before what the product gives it. */
  readonly env?: Environment;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** One service as a process of its own, as its container runs it; ended and started again on the same ports. */
export class ServiceProcess {
  private readonly lives: Child[] = [];

  private constructor(
    readonly name: ServiceName,
    readonly port: number,
    private readonly healthPort: number,
    private readonly env: Environment,
  ) {}

  /** Not started. */
  static async prepare(name: ServiceName, env: Environment): Promise<ServiceProcess> {
    return new ServiceProcess(name, await freePort(), await freePort(), env);
  }

  /** One more of the same, with the same settings and data, as after a mistake. Not started. */
  twin(): Promise<ServiceProcess> {
    return ServiceProcess.prepare(this.name, this.env);
  }

  get pid(): number | undefined {
    return this.lives.at(-1)?.pid;
  }

  get output(): string {
    return this.lives.map(({ output }) => output).join('');
  }

  start({ env = {}, node = [] }: Run = {}): void {
    const bundle = fileURLToPath(new URL(`../../../${this.name}/dist/main.mjs`, import.meta.url));
    const child = Child.run(this.name, process.execPath, [...node, bundle], {
      PORT: String(this.port),
      HEALTH_PORT: String(this.healthPort),
      ...this.env,
      ...env,
    });
    this.lives.push(child);
  }

  /** What its health listener says; undefined while nobody answers. */
  async health(): Promise<Health | undefined> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.healthPort}/health/ready`, {
        signal: AbortSignal.timeout(2_000),
      });
      return (await response.json()) as Health;
    } catch {
      return undefined;
    }
  }

  /** Resolves when everything that it depends on works; rejects with what is wrong, at once when it has ended. */
  async ready(withinMs = 30_000): Promise<void> {
    const child = this.lives.at(-1);
    const health = await eventually(
      async () => {
        if (!child?.isRunning) return undefined;
        const said = await this.health();
        if (!said?.ok) throw new Error(`${this.name} is not ready: ${JSON.stringify(said?.checks)}`);
        return said;
      },
      { withinMs, everyMs: 25 },
    );
    if (!health) throw new Error(`${this.name} does not run:\n${this.output}`);
  }

  /** What is wrong, in words; empty when it is ready. */
  async problems(): Promise<string> {
    const health = await this.health();
    if (!health) return 'no answer';
    return Object.values(health.checks)
      .filter((said) => said !== 'ok')
      .join('; ');
  }

  get isRunning(): boolean {
    return this.lives.at(-1)?.isRunning ?? false;
  }

  /** SIGSTOP freezes it, SIGCONT thaws it. */
  signal(signal: NodeJS.Signals): void {
    this.lives.at(-1)?.signal(signal);
  }

  async stop(signal: EndSignal): Promise<Ended | undefined> {
    return this.lives.at(-1)?.stop(signal);
  }
}
