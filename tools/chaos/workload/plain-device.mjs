import { connectAsync } from 'mqtt';

const reconnectMs = 100;

/**
 * A device as most are: QoS 1, with a client that sends again what the broker has not acknowledged, and forgets what it has.
 * `clockOffMs` is by how much its clock is wrong.
 */
export class PlainDevice {
  #lastAtMs = 0;
  #open = 0;

  static async connect({ mqtt, id, kind, record, clockOffMs = 0 }) {
    const client = await connectAsync({
      ...{ host: '127.0.0.1', ...mqtt, clientId: `chaos-${id}`, reconnectPeriod: reconnectMs },
    });
    client.stream.setNoDelay(true);
    client.on('error', () => undefined); // it comes back by itself
    return new PlainDevice({ client, id, kind, record, clockOffMs });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Messages that are not acknowledged yet. */
  get open() {
    return this.#open;
  }

  send(nowMs) {
    const { record, kind, id } = this;
    this.#lastAtMs = Math.max(this.#lastAtMs + 1, nowMs + this.clockOffMs);
    const seq = record.noteSent(this.#lastAtMs, nowMs);
    const body = JSON.stringify(kind.body(record.codeOf(seq), this.#lastAtMs));
    this.#open += 1;
    this.client.publish(kind.topic(id), body, { qos: 1 }, (error) => {
      this.#open -= 1;
      if (!error) record.noteAcknowledged(seq, Date.now());
    });
  }

  tick() {}

  async close() {
    await this.client.endAsync(true);
  }
}
