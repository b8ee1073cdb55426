import { RawClient } from './raw-client.mjs';

/**
 * A device as most are: QoS 1, sends again what the broker has not acknowledged, and forgets what it has. `clockOffMs` is by how
 * much its clock is wrong.
 */
export class PlainDevice {
  #lastAtMs = 0;

  static async connect({ mqtt, id, kind, record, clockOffMs = 0 }) {
    const client = await RawClient.connect({ mqtt, clientId: `chaos-${id}` });
    return new PlainDevice({ client, id, kind, record, clockOffMs });
  }

  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Messages that are not acknowledged yet. */
  get open() {
    return this.client.open;
  }

  send(nowMs) {
    const { record, kind, id } = this;
    this.#lastAtMs = Math.max(this.#lastAtMs + 1, nowMs + this.clockOffMs);
    const seq = record.noteSent(this.#lastAtMs, nowMs);
    const body = JSON.stringify(kind.body(record.codeOf(seq), this.#lastAtMs));
    this.client.publish(kind.topic(id), body, () => record.noteAcknowledged(seq, Date.now()));
  }

  tick() {}

  close() {
    this.client.close();
  }
}
