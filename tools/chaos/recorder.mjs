/** Numbers of devices begin here: a code is always eight digits, and is found in any text that carries it. */
const firstDevice = 10;
const codesPerDevice = 1_000_000;

/** What one device sent, and when that was acknowledged: index 0 is message 1. Times are epoch ms, 0 where it has not happened. */
export class Record {
  sentAtMs = [];
  acknowledgedAtMs = [];
  /** The message's own time. */
  atMs = [];

  /** `metrics` of its device: name → what is added to the code to make the value. */
  constructor({ number, device, metrics, isReliable = false, clockOffMs = 0 }) {
    Object.assign(this, { number, device, metrics, isReliable, clockOffMs });
  }

  get sent() {
    return this.sentAtMs.length;
  }

  /** A message is known by a number that no other message has: eight digits out of device and sequence. */
  codeOf(seq) {
    return this.number * codesPerDevice + seq;
  }

  /** The values of a message by metric. */
  valuesOf(seq) {
    return Object.entries(this.metrics).map(([metric, offset]) => [metric, this.codeOf(seq) + offset]);
  }

  noteSent(atMs, nowMs) {
    this.atMs.push(atMs);
    this.acknowledgedAtMs.push(0);
    return this.sentAtMs.push(nowMs);
  }

  noteAcknowledged(seq, nowMs) {
    this.acknowledgedAtMs[seq - 1] ||= nowMs;
  }
}

/** Everything that was sent, by device. */
export class Recorder {
  records = [];

  add(device) {
    const record = new Record({ number: firstDevice + this.records.length, ...device });
    this.records.push(record);
    return record;
  }

  /** The record and sequence that a code names; undefined when nothing of that code was sent. */
  find(code) {
    const record = this.records[Math.floor(code / codesPerDevice) - firstDevice];
    const seq = code % codesPerDevice;
    return record && seq >= 1 && seq <= record.sent ? { record, seq } : undefined;
  }

  get sent() {
    return this.records.reduce((sum, record) => sum + record.sent, 0);
  }

  get acknowledged() {
    return this.records.reduce(
      (sum, { acknowledgedAtMs }) => sum + acknowledgedAtMs.filter(Boolean).length,
      0,
    );
  }
}
