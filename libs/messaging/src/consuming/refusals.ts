import { isUtf8 } from 'node:buffer';
import {
  type BodyOf,
  covers,
  type Fault,
  type FaultCode,
  maxKeptPayloadBytes,
  quarantineAdded,
  type RefusedPayload,
  type Refuser,
} from '@kilowatch/contracts';
import type { DoorCounters, DoorLog } from '../door.js';

const previewBytes = 1_024;
const mostReason = 2_000;
const mostOrigin = 500;
/** Of a topic in the log: two hundred lines a second of 64 KiB each fill memory and disk. */
const mostShown = 200;

/** What is not taken. */
export interface Unwanted {
  /** Absent: over the broker. */
  readonly origin?: string | undefined;
  readonly topic: string;
  readonly payload: Buffer;
  readonly isRetained?: boolean | undefined;
  /** UTC epoch ms; absent: now. */
  readonly receivedAtMs?: number | undefined;
  /** A handler refuses it, or a part of it, that was well-formed: it may be right one day, so that none of it may get lost. */
  readonly mustBeKept?: boolean;
}

export type QuarantineEntry = BodyOf<typeof quarantineAdded>;

/** Keeps refusals in this process; throws when it cannot. */
export type RefusalKeeper = (entries: readonly QuarantineEntry[]) => void;

/** Hands the keeper, at once, what it does not have yet. False: it could not keep it, and the broker has been asked to. */
export type KeepNow = () => boolean;

export interface RefusalsOptions {
  readonly service: Refuser;
  readonly refusalsPerSecond: number;
  readonly log: DoorLog;
  readonly counters: DoorCounters;
  readonly now: () => number;
  readonly publish: (topic: string, payload: string) => Promise<void>;
}

/**
 * Counts, logs and quarantines what is refused at the MQTT edge. A storm is counted in full and told in part. All of it goes to a
 * keeper in this process, which bounds what it keeps; to one elsewhere, beyond what is told, only what must be kept.
 */
export class Refusals {
  private windowStartMs = 0;
  private told = 0;
  private untold = 0;
  private keeper: RefusalKeeper | undefined;
  private forKeeper: QuarantineEntry[] = [];
  private flushing: NodeJS.Immediate | undefined;
  private readonly sending = new Set<Promise<void>>();
  private notSent = 0;

  constructor(private readonly options: RefusalsOptions) {}

  refuse(unwanted: Unwanted, code: FaultCode, reason: string): void {
    const { counters, log, now } = this.options;
    counters.refused += 1;
    counters.refusals[code] = (counters.refusals[code] ?? 0) + 1;
    const { topic, payload } = unwanted;
    const isTold = this.mayTell(now());
    const shown = topic.slice(0, mostShown);
    if (isTold) log.warn({ topic: shown, code, reason, bytes: payload.length }, 'refused a message');
    if (covers(quarantineAdded.filter, topic)) return;
    if (this.keeper) this.keep(this.entryOf(unwanted, code, reason));
    else if (isTold || unwanted.mustBeKept) this.send(this.entryOf(unwanted, code, reason));
  }

  /** The handler's own refusal. */
  refuseFor(unwanted: Unwanted, fault: Fault): void {
    this.refuse(unwanted, fault.code, fault.message);
  }

  /** From now on refusals go there, together; through the broker only those that it cannot keep. */
  keepWith(keeper: RefusalKeeper): KeepNow {
    this.keeper = keeper;
    return () => this.flush();
  }

  /** How many could not be sent so far. */
  get failures(): number {
    return this.notSent;
  }

  /** Resolves when everything that was refused so far is kept; rejects when some of it could not be sent, since there were so many `failures`. */
  async settled(failures: number): Promise<void> {
    this.flush();
    if (this.sending.size > 0) await Promise.all(this.sending);
    if (this.notSent > failures) throw new Error('a refusal could not be sent to quarantine');
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

  private entryOf(unwanted: Unwanted, code: FaultCode, reason: string): QuarantineEntry {
    const { topic, payload, receivedAtMs, origin = `mqtt:${topic}` } = unwanted;
    return {
      service: this.options.service,
      origin: origin.slice(0, mostOrigin),
      code,
      reason: reason.slice(0, mostReason),
      atMs: receivedAtMs ?? this.options.now(),
      bytes: payload.length,
      preview: payload.subarray(0, previewBytes).toString('utf8').slice(0, previewBytes),
      ...(payload.length <= maxKeptPayloadBytes && { payload: keptWhole(unwanted) }),
    };
  }

  private keep(entry: QuarantineEntry): void {
    this.forKeeper.push(entry);
    this.flushing ??= setImmediate(() => this.flush());
  }

  private flush(): boolean {
    clearImmediate(this.flushing);
    this.flushing = undefined;
    const entries = this.forKeeper.splice(0);
    if (entries.length === 0 || !this.keeper) return true;
    try {
      this.keeper(entries);
      return true;
    } catch (error) {
      this.options.log.warn({ error: String(error) }, 'refusals could not be kept and wait with the broker');
      for (const entry of entries) this.send(entry);
      return false;
    }
  }

  private send(entry: QuarantineEntry): void {
    const sent = this.options.publish(quarantineAdded.topic({}), JSON.stringify(entry));
    this.sending.add(sent);
    sent
      .catch((error: unknown) => {
        this.notSent += 1;
        this.options.log.warn(
          { origin: entry.origin, error: String(error) },
          'a refusal could not be sent to quarantine',
        );
      })
      .finally(() => this.sending.delete(sent))
      .catch(() => undefined);
  }
}

const keptWhole = ({ payload, isRetained }: Unwanted): RefusedPayload => {
  const encoding = isUtf8(payload) ? 'utf8' : 'base64';
  return { encoding, data: payload.toString(encoding), ...(isRetained && { isRetained }) };
};
