import { setTimeout as wait } from 'node:timers/promises';
import { library } from '../stage/library.mjs';
import { kinds } from './kinds.mjs';
import { PlainDevice } from './plain-device.mjs';
import { ReliableDevice } from './reliable-device.mjs';

const tickMs = 10;

/** Many devices that report without a break, together at a steady rate; which one is next follows from the seed. */
export class Workload {
  /** Which part of the messages is sent; 0 is a pause. */
  share = 1;
  #isOver = false;
  #running;

  /** `groups`: `{ kind, count, isReliable, clockOffMs, name }` each. */
  static async connect({ groups, mqtt, recorder, random, rate }) {
    const { ReliableSender } = await library('libs/reliable-device/src/index.ts');
    const devices = [];
    for (const { kind: kindName, count, isReliable, clockOffMs, name = kindName } of groups) {
      const kind = kinds[kindName];
      const Device = isReliable ? ReliableDevice : PlainDevice;
      for (let i = 1; i <= count; i += 1) {
        const id = `${name}-${i}`;
        const record = recorder.add({
          device: kind.device(id),
          metrics: kind.metrics(),
          isReliable,
          clockOffMs,
        });
        devices.push(await Device.connect({ mqtt, id, kind, record, clockOffMs, ReliableSender }));
      }
    }
    return new Workload({ devices, random, rate });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  start() {
    this.#running = this.#run();
  }

  /** Stops reporting; resolves when everything is acknowledged, or when it takes too long. How many messages are not. */
  async finish(withinMs) {
    this.#isOver = true;
    await this.#running;
    for (const giveUpAt = performance.now() + withinMs; this.#open > 0 && performance.now() < giveUpAt;) {
      await wait(tickMs);
      this.#tick();
    }
    return this.#open;
  }

  async close() {
    this.#isOver = true;
    await this.#running;
    for (const device of this.devices) device.close();
  }

  get #open() {
    return this.devices.reduce((sum, { open }) => sum + open, 0);
  }

  #tick() {
    const nowMs = Date.now();
    for (const device of this.devices) device.tick(nowMs);
    return nowMs;
  }

  async #run() {
    let [sent, due, before] = [0, 0, performance.now()];
    while (!this.#isOver) {
      const now = performance.now();
      due += ((now - before) / 1_000) * this.rate * this.share;
      before = now;
      const nowMs = this.#tick();
      for (; sent < due; sent += 1) this.random.one(this.devices).send(nowMs);
      await wait(tickMs);
    }
  }
}
