import { randomUUID } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { setTimeout as wait } from 'node:timers/promises';

const reconnectMs = 100;

/** A device that keeps each message until the history says that it is stored: only then it counts as acknowledged. */
export class ReliableDevice {
  #lastAtMs = 0;
  #isClosed = false;

  static async connect({ mqtt, id, kind, record, ReliableSender }) {
    const device = new ReliableDevice({ mqtt, id, kind, record });
    const boot = randomUUID();
    device.sender = new ReliableSender({
      boot,
      publish: (body, number) =>
        device.client.publish(kind.topic(id), JSON.stringify({ ...body, ...number }), { qos: 1 }),
    });
    await device.#connect();
    return device;
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Messages that are not known to be stored. */
  get open() {
    return this.sender.nextSeq - this.sender.keptFrom;
  }

  send(nowMs) {
    const { record, kind } = this;
    this.#lastAtMs = Math.max(this.#lastAtMs + 1, nowMs);
    const seq = record.noteSent(this.#lastAtMs, nowMs);
    this.sender.add(kind.body(record.codeOf(seq), this.#lastAtMs), nowMs);
  }

  tick(nowMs) {
    this.sender.tick(nowMs);
  }

  async close() {
    this.#isClosed = true;
    await this.client?.endAsync(true);
  }

  // Each connection with a client of its own: what is under way is the sender's business, not that of a client library.
  async #connect() {
    const { mqtt, id, kind } = this;
    const client = await connectAsync({
      ...{ host: '127.0.0.1', ...mqtt, clientId: `chaos-${id}`, reconnectPeriod: 0 },
    });
    this.client = client;
    client.stream.setNoDelay(true);
    client.on('error', () => undefined).on('close', () => this.#lost());
    client.on('message', (_topic, payload) => this.#stored(JSON.parse(payload)));
    await client.subscribeAsync(`kw/v1/stored/${encodeURIComponent(kind.device(id))}`, { qos: 1 });
    this.sender.connected(Date.now());
  }

  async #lost() {
    this.sender.disconnected();
    while (!this.#isClosed) {
      await wait(reconnectMs);
      const isBack = await this.#connect().then(
        () => true,
        () => false,
      );
      if (isBack) return;
    }
  }

  #stored(acknowledgement) {
    const from = this.sender.keptFrom;
    this.sender.stored(acknowledgement, Date.now());
    for (let seq = from; seq < this.sender.keptFrom; seq += 1) this.record.noteAcknowledged(seq, Date.now());
  }
}
