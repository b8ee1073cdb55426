import { setTimeout as wait } from 'node:timers/promises';
import { api, ask, history, mqttClient } from './product.mjs';

const everyMs = 50;

/**
 * A battery that reports and a script that commands, both without pause; what was accepted (confirmed by the broker, answered with 200) is
 * remembered. Values rise by one, so that each is known again in the history.
 */
export class Traffic {
  #isOver = false;
  #startedAtMs = Date.now();
  #reported = 0;
  #commanded = 0;
  accepted = { reports: new Set(), commands: new Set() };
  /** Answers to commands that were no 200, status → count. */
  refused = new Map();

  constructor(account) {
    this.account = account;
  }

  async start() {
    this.device = await mqttClient({ ...this.account, clientId: 'compose-check' });
    this.device.on('error', () => undefined);
    this.#running = Promise.all([this.#report(), this.#command()]);
  }

  #running = Promise.resolve();

  async #report() {
    while (!this.#isOver) {
      const value = ++this.#reported;
      const at = new Date().toISOString();
      const report = JSON.stringify({ at, heartbeat: value, activePowerW: value });
      // Not awaited: a device goes on reporting while the broker is away. MQTT.js sends again what was not confirmed.
      this.device.publishAsync(`batteries/${this.account.username}/state`, report, { qos: 1 }).then(
        () => this.accepted.reports.add(value),
        () => undefined,
      );
      await wait(everyMs);
    }
  }

  async #command() {
    while (!this.#isOver) {
      const charge = ++this.#commanded / 1_000;
      try {
        const { status } = await ask(`${api}/charge`, { method: 'POST', body: { charge, unit: 'kW' } });
        if (status === 200) this.accepted.commands.add(charge);
        else this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
      } catch (error) {
        const reason = error.cause?.code ?? error.name;
        this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
      }
      await wait(everyMs);
    }
  }

  /** Ends it; resolves when everything on its way has arrived or not. */
  async stop() {
    this.#isOver = true;
    await this.#running;
    await wait(1_000);
    await this.device.endAsync();
  }

  /** What was accepted and is not in the history. */
  async missing() {
    const reports = await history(`battery:${this.account.username}`, 'activePowerW', this.#startedAtMs);
    const commands = await history('battery:default', 'charge', this.#startedAtMs);
    const stored = (points) => new Set(points.map(({ value }) => value));
    return {
      reports: [...this.accepted.reports].filter((value) => !stored(reports).has(value)),
      commands: [...this.accepted.commands].filter((value) => !stored(commands).has(value)),
    };
  }
}
