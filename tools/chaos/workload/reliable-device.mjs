import { randomUUID } from 'node:crypto';
import { RawClient } from './raw-client.mjs';

/** A device that keeps each message until the history says that it is stored: only then it counts as acknowledged. */
export class ReliableDevice {
  #lastAtMs = 0;

  static async connect({ mqtt, id, kind, record, ReliableSender }) {
    const device = new ReliableDevice({ id, kind, record });
    device.sender = new ReliableSender({
      boot: randomUUID(),
      publish: (body, number) =>
        device.client.publish(kind.topic(id), JSON.stringify({ ...body, ...number })),
    });
    device.client = await RawClient.connect({
      mqtt,
      clientId: `chaos-${id}`,
      filter: `kw/v1/stored/${encodeURIComponent(kind.device(id))}`,
      onMessage: (payload) => device.stored(JSON.parse(payload)),
      onConnected: () => device.sender.connected(Date.now()),
      onLost: () => device.sender.disconnected(),
      forgets: true, // what is under way is the sender's business
    });
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

  stored(acknowledgement) {
    const from = this.sender.keptFrom;
    this.sender.stored(acknowledgement, Date.now());
    for (let seq = from; seq < this.sender.keptFrom; seq += 1) this.record.noteAcknowledged(seq, Date.now());
  }

  close() {
    this.client.close();
  }
}
