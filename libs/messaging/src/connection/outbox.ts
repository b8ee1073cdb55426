import { Fault } from '@kilowatch/contracts';
import type { DoorCounters } from '../door.js';
import type { MessagingLimits } from '../limits.js';
import type { Connection } from './connection.js';

interface Waiting {
  readonly topic: string;
  readonly bytes: number;
  readonly dueAtMs: number;
  readonly resolve: () => void;
  readonly reject: (fault: Fault) => void;
}

/** Outgoing messages that wait for their confirmation: bounded, and none outlives its deadline. */
export class Outbox {
  private readonly waiting = new Set<Waiting>();
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly limits: MessagingLimits,
    private readonly counters: DoorCounters,
  ) {}

  /** Resolves on confirmation (QoS 1) or when the socket has taken it (QoS 0). Faults as `MessagingClient.publish`. */
  publish(topic: string, payload: string, qos: 0 | 1, retain: boolean): Promise<void> {
    const bytes = Buffer.byteLength(payload);
    const refusal = this.refusal(bytes);
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const dueAtMs = performance.now() + this.limits.publishDeadlineMs;
      const entry: Waiting = { topic, bytes, dueAtMs, resolve, reject };
      this.add(entry);
      this.connection.send(topic, payload, qos, retain, () => this.confirm(entry));
    });
  }

  /** Hands a QoS 0 message to the socket; answers whether there was room. */
  post(topic: string, payload: string): boolean {
    if (this.refusal(payload.length)) return false;
    this.connection.send(topic, payload, 0, false, ignore);
    return true;
  }

  /** What keeps a message of this size from being sent now. */
  refusal(bytes: number): Fault | undefined {
    const { problem } = this.connection;
    if (problem) return new Fault('broker.disconnected', problem);
    const { outboxMessages, outboxBytes } = this.limits;
    if (this.waiting.size >= outboxMessages)
      return new Fault(
        'outbox.full',
        `${outboxMessages} messages already wait for the broker's confirmation`,
      );
    if (Math.max(this.bytes, this.connection.backlogBytes) + bytes > outboxBytes)
      return new Fault(
        'outbox.full',
        `More than ${outboxBytes} bytes would wait for the broker's confirmation`,
      );
    return undefined;
  }

  /** The connection is gone, and with it every copy of these messages on our side. */
  onDown(reason: string): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const failed = [...this.waiting];
    this.waiting.clear();
    this.bytes = 0;
    for (const { topic, reject } of failed) {
      this.counters.notConfirmed += 1;
      const text = `The broker has not confirmed the message on ${topic} (${reason}); it may have reached the broker and will not be sent again`;
      reject(new Fault('publish.not-confirmed', text));
    }
  }

  /** Resolves when nothing waits any more, at the latest after `withinMs`. */
  async drained(withinMs: number): Promise<void> {
    const endMs = performance.now() + withinMs;
    while (this.waiting.size > 0 && performance.now() < endMs) await new Promise((r) => setTimeout(r, 5));
  }

  private add(entry: Waiting): void {
    this.waiting.add(entry);
    this.bytes += entry.bytes;
    this.timer ??= setTimeout(() => this.checkOldest(), this.limits.publishDeadlineMs);
  }

  private confirm(entry: Waiting): void {
    if (!this.waiting.delete(entry)) return;
    this.bytes -= entry.bytes;
    this.counters.published += 1;
    entry.resolve();
  }

  // All deadlines are equally long, so that the oldest entry is always the next to be due: one timer does.
  private checkOldest(): void {
    this.timer = undefined;
    const oldest = this.waiting.values().next().value;
    if (!oldest) return;
    const leftMs = oldest.dueAtMs - performance.now();
    if (leftMs > 0) this.timer = setTimeout(() => this.checkOldest(), Math.ceil(leftMs));
    else this.connection.drop(`no confirmation within ${this.limits.publishDeadlineMs} ms`);
  }
}

const ignore = (): void => undefined;
