import { type Fault, type FaultCode, quarantineAdded, type Refuser } from '@kilowatch/contracts';
import type { DoorCounters, DoorLog } from '../door.js';
import { covers } from './topic-router.js';

const previewBytes = 1_024;
const mostReason = 2_000;
const mostOrigin = 500;

export interface RefusalsOptions {
  readonly service: Refuser;
  readonly refusalsPerSecond: number;
  readonly log: DoorLog;
  readonly counters: DoorCounters;
  readonly now: () => number;
  readonly publish: (topic: string, payload: string) => Promise<void>;
}

/** Counts, logs and quarantines what is refused at the MQTT edge. A storm is counted in full and told in part. */
export class Refusals {
  private windowStartMs = 0;
  private told = 0;
  private untold = 0;

  constructor(private readonly options: RefusalsOptions) {}

  refuse(topic: string, payload: Buffer, code: FaultCode, reason: string): void {
    const { counters, log, now } = this.options;
    counters.refused += 1;
    const atMs = now();
    if (!this.mayTell(atMs)) return;
    log.warn({ topic, code, reason, bytes: payload.length }, 'refused a message');
    if (!covers(quarantineAdded.filter, topic)) this.quarantine(topic, payload, code, reason, atMs);
  }

  /** The handler's own refusal. */
  refuseFor(topic: string, payload: Buffer, fault: Fault): void {
    this.refuse(topic, payload, fault.code, fault.message);
  }

  private mayTell(atMs: number): boolean {
    if (atMs - this.windowStartMs >= 1_000 || atMs < this.windowStartMs) this.startWindow(atMs);
    if (this.told < this.options.refusalsPerSecond) {
      this.told += 1;
      return true;
    }
    this.untold += 1;
    return false;
  }

  private startWindow(atMs: number): void {
    const { untold } = this;
    if (untold > 0) this.options.log.warn({ untold }, 'refused more messages than are told one by one');
    this.windowStartMs = atMs;
    this.told = 0;
    this.untold = 0;
  }

  private quarantine(topic: string, payload: Buffer, code: FaultCode, reason: string, atMs: number): void {
    const { service, publish, log } = this.options;
    const entry = {
      service,
      origin: `mqtt:${topic}`.slice(0, mostOrigin),
      code,
      reason: reason.slice(0, mostReason),
      atMs,
      bytes: payload.length,
      preview: payload.subarray(0, previewBytes).toString('utf8').slice(0, previewBytes),
    };
    publish(quarantineAdded.topic({}), JSON.stringify(entry)).catch((error: unknown) =>
      log.warn({ topic, error: String(error) }, 'a refusal could not be sent to quarantine'),
    );
  }
}
