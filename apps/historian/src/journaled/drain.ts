import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryStore } from '@kilowatch/history-store';
import type { Log } from '@kilowatch/service-kit';
import type { Backlog } from './backlog.js';
import { givenUp, type Written, writeBatches, type WrittenBatch } from './batch-writer.js';
import type { DrainPace } from './drain-pace.js';
import type { Gate } from './gate.js';
import type { JournalLoader } from './journal-loader.js';
import type { WaitingBatch } from './waiting-batch.js';

export interface DrainLimits {
  /** How long readings may wait for others to be written with. */
  readonly lingerMs: number;
  /** First wait after a failed write; doubles. */
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** Wait before batches are tried again that failed while others did not … */
  readonly asideMs: number;
  /** … and how often they may fail before they go to quarantine: they would keep all that follows them in the journal. */
  readonly asideAttempts: number;
}

interface DrainParts {
  readonly store: HistoryStore;
  readonly backlog: Backlog;
  readonly loader: JournalLoader;
  readonly gate: Gate;
  readonly pace: DrainPace;
  readonly limits: DrainLimits;
  readonly log: Log;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** Told of what the store has answered, before it counts as stored. */
  readonly onStored: (written: readonly WrittenBatch[]) => Promise<void>;
  /** Told of batches that were journalled twice. */
  readonly onRepeated: (batches: readonly WaitingBatch[]) => void;
  /** Some of the journal is stored. */
  readonly onProgress: () => void;
}

/** Why the store does not take anything, and since when (UTC epoch ms). */
export interface StoreTrouble {
  readonly reason: string;
  readonly sinceMs: number;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** How long the store wants to be left alone. */
function retryAfterOf(error: unknown): number {
  const asked: unknown = error instanceof Error ? Reflect.get(error, 'retryAfterMs') : undefined;
  return typeof asked === 'number' && Number.isFinite(asked) ? asked : 0;
}

/** Brings what is journalled into the store: what is new at once, what waited in between; for ever, while the store is away. */
export class Drain {
  private failures = 0;
  private last: { readonly readings: number; readonly ms: number; readonly atMs: number } | undefined;
  private storeTrouble: StoreTrouble | undefined;
  /** Why some batch is set aside. */
  private strange: string | undefined;
  private dueMs = Infinity; // of performance.now()
  private isEnding = false;
  private wakeUp: () => void = () => undefined;
  private emptied: (() => void)[] = [];
  private readonly loop: Promise<void>;

  constructor(private readonly parts: DrainParts) {
    if (!parts.backlog.isEmpty) this.dueMs = 0;
    this.loop = this.run();
  }

  /** Undefined while the store takes what it is given. */
  get trouble(): StoreTrouble | undefined {
    return this.storeTrouble;
  }

  /** Why not everything reaches the store, in words. */
  get problem(): string | undefined {
    return this.storeTrouble?.reason ?? this.strange;
  }

  /** When the store last confirmed something, and how fast it took the last write. */
  figures(): {
    lastCommitMs: number | null;
    lastCommitAtMs: number | null;
    drainReadingsPerS: number | null;
  } {
    const { readings, ms, atMs } = this.last ?? {};
    return {
      lastCommitMs: ms === undefined ? null : Math.round(ms),
      lastCommitAtMs: atMs ?? null,
      drainReadingsPerS: readings === undefined ? null : Math.round((readings * 1_000) / Math.max(1, ms!)),
    };
  }

  /** Something was added to the backlog, of which so many readings are live. */
  added(liveReadings: number): void {
    this.parts.pace.arrived(liveReadings);
    if (this.storeTrouble) return; // its own time comes
    this.dueBy(performance.now() + this.parts.limits.lingerMs);
  }

  /** Resolves when nothing waits any more, or after so long. */
  async finish(withinMs: number): Promise<void> {
    if (this.parts.backlog.isEmpty || this.storeTrouble) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.emptied.push(resolve);
    const timer = setTimeout(resolve, withinMs);
    this.dueBy(performance.now());
    await promise;
    clearTimeout(timer);
  }

  /** Ends after the write that is underway, or after so long: what is not confirmed is written again after the next start. */
  async close(withinMs: number): Promise<void> {
    this.isEnding = true;
    this.wakeUp();
    const late = new AbortController();
    const bound = pause(withinMs, undefined, { signal: late.signal }).catch(() => undefined);
    await Promise.race([this.loop, bound]);
    late.abort();
  }

  private dueBy(atMs: number): void {
    if (atMs >= this.dueMs) return;
    this.dueMs = atMs;
    this.wakeUp();
  }

  private async run(): Promise<void> {
    while (!this.isEnding) {
      await this.pause(Math.max(0, this.dueMs - performance.now())); // also of 0: others have their turn
      if (!this.isEnding && this.dueMs <= performance.now()) await this.step();
    }
  }

  private async pause(waitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = Number.isFinite(waitMs) ? setTimeout(resolve, waitMs) : undefined;
    this.wakeUp = resolve;
    await promise;
    clearTimeout(timer);
    this.wakeUp = () => undefined;
  }

  private async step(): Promise<void> {
    const { backlog, pace, limits } = this.parts;
    const beganMs = performance.now();
    this.dueMs = Infinity;
    try {
      await this.loadIfIdle();
      const { batches, olderReadings } = backlog.take(pace.allowed(beganMs));
      pace.spent(olderReadings);
      if (batches.length > 0) await this.write(batches);
      else if (this.storeTrouble) this.dueBy(beganMs + limits.retryMinMs); // its pace allows nothing yet
    } catch (error) {
      this.failed(error);
    }
    if (this.storeTrouble) return;
    if (backlog.isEmpty) for (const resolve of this.emptied.splice(0)) resolve();
    if (backlog.has('live')) this.dueBy(beganMs + limits.lingerMs);
    if (backlog.has('bulk')) this.dueBy(performance.now());
    if (!backlog.has('older') && backlog.stretches.length === 0) return;
    const waiting = Math.max(1, Math.min(backlog.readings, backlog.chunkReadings));
    this.dueBy(performance.now() + pace.untilAllowedMs(waiting, performance.now()));
  }

  /** What lies in the journal only has its turn when nothing waits in memory but what has just come. */
  private async loadIfIdle(): Promise<void> {
    const { backlog, loader } = this.parts;
    const newest = backlog.stretches.at(-1);
    if (!newest || backlog.has('older') || backlog.has('bulk')) return;
    const batches: WaitingBatch[] = [];
    for await (const piece of loader.read(newest.from, newest.to)) batches.push(...piece);
    this.parts.onRepeated(backlog.load(newest, batches));
    this.parts.onProgress();
  }

  private async write(batches: readonly WaitingBatch[]): Promise<void> {
    const { store, backlog, gate, onStored, onProgress, now } = this.parts;
    const beganMs = performance.now();
    const written = await gate.alone(async () => {
      const result = givenUp(await writeBatches(store, batches), this.parts.limits.asideAttempts);
      backlog.putBack(result.away);
      backlog.putBack(result.aside, 'aside');
      return result;
    });
    if (written.stored.length > 0) {
      const readings = written.stored.reduce((sum, { one }) => sum + one.batch.readings.length, 0);
      this.last = { readings, ms: performance.now() - beganMs, atMs: now() };
      await onStored(written.stored);
      backlog.confirm(written.stored.map(({ one }) => one));
      onProgress();
    }
    this.strange =
      written.aside.length > 0 ? `The store fails on a batch: ${messageOf(written.error)}` : undefined;
    if (written.aside.length > 0) this.setAside(written);
    if (written.away.length > 0) this.failed(written.error);
    else this.recovered();
  }

  private setAside({ aside, error }: Written): void {
    const { backlog, limits, log } = this.parts;
    const positions = aside.map(({ position }) => position);
    log.error({ err: error, positions }, 'The store refuses batches for reasons unknown; they are kept');
    const again = setTimeout(() => {
      backlog.retryAside();
      this.dueBy(performance.now());
    }, limits.asideMs);
    again.unref();
  }

  private failed(error: unknown): void {
    const { limits, log, now } = this.parts;
    const { retryMinMs, retryMaxMs } = limits;
    const waitMs = Math.max(retryAfterOf(error), Math.min(retryMaxMs, retryMinMs * 2 ** this.failures));
    this.failures += 1;
    const reason = messageOf(error);
    if (reason !== this.storeTrouble?.reason) log.warn({ waitMs }, `The store takes nothing: ${reason}`);
    this.storeTrouble = { reason, sinceMs: this.storeTrouble?.sinceMs ?? now() };
    this.dueMs = performance.now() + waitMs;
    for (const resolve of this.emptied.splice(0)) resolve();
  }

  private recovered(): void {
    this.failures = 0;
    if (!this.storeTrouble) return;
    const waiting = this.parts.backlog.readings;
    this.parts.log.info({ waiting }, 'The store takes readings again');
    this.storeTrouble = undefined;
  }
}
