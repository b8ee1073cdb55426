import { join } from 'node:path';
import { nodeCommand, root } from '../../scripts/node24.mjs';
import { bundleEnvironment, serviceFlags } from '../../scripts/product.mjs';
import { until } from '../until.mjs';
import { freePort } from '../../shared/free-port.mjs';
import { Program } from './program.mjs';

const answerMs = 2_000;

/** One bundle of the product as a process, with its health listener. Not started. */
export class Service extends Program {
  static async prepare(name, { folder, env }) {
    const [port, healthPort] = [await freePort(), await freePort()];
    return new Service(name, { folder, env, port, healthPort });
  }

  constructor(name, { folder, env, port, healthPort }) {
    super(name, {
      command: nodeCommand(),
      args: [...serviceFlags, join(root, `apps/${name}/dist/main.mjs`)],
      env: bundleEnvironment({
        PORT: String(port),
        HEALTH_PORT: String(healthPort),
        DATA_DIR: join(folder, name),
        ...env,
      }),
      logFile: join(folder, `${name}.log`),
    });
    Object.assign(this, { port, healthPort });
  }

  async #ask(path) {
    const reply = await fetch(`http://127.0.0.1:${this.healthPort}${path}`, {
      signal: AbortSignal.timeout(answerMs),
    });
    return reply.json();
  }

  /** What is wrong, in words; empty when it is ready. */
  async problems() {
    const { ok, checks } = await this.#ask('/health/ready').catch(() => ({ checks: { it: 'no answer' } }));
    if (ok) return '';
    return Object.values(checks)
      .filter((said) => said !== 'ok')
      .join('; ');
  }

  /** The counters of a service in it; undefined when it does not answer. */
  async details(name = this.name) {
    const said = await this.#ask('/health/details').catch(() => undefined);
    return said?.services?.find(({ service }) => service === name);
  }

  async ready(withinMs = 30_000) {
    const said = await until(
      async () => {
        if (!this.isRunning) return `it ended: ${this.output.slice(-300).trim()}`;
        const problems = await this.problems();
        if (problems) throw new Error(problems);
        return 'ready';
      },
      { withinMs, otherwise: `${this.name} is not ready` },
    );
    if (said !== 'ready') throw new Error(`${this.name} is not ready: ${said}`);
  }
}
