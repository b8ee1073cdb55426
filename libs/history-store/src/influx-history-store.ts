import { setTimeout as pause } from 'node:timers/promises';
import { Fault, type MessagesQuery, type MetricStatistics, type Reading } from '@kilowatch/contracts';
import { type HistoryLog, silentLog } from './history-log.js';
import {
  type AppendOutcome,
  type DeletionAsked,
  type Forgotten,
  type HistoryBatch,
  HistoryStore,
  type LatestAsked,
  type MessagesPage,
  type NewestMessagesAsked,
  type PointsAsked,
  type PointsPage,
  type SeriesAsked,
  type SeriesWindows,
  type StatisticsAsked,
  type StoreFacts,
  type WindowsAsked,
  type WindowsPage,
} from './history-store.js';
import { shownUrl } from './influx/bucket-settings.js';
import { InfluxHistory } from './influx/influx-history.js';
import { isForPeople, isStoringTrouble } from './influx/influx-trouble.js';
import type { InfluxHistoryOptions } from './influx-history-options.js';
import { defaultInfluxLimits, type InfluxLimits } from './influx-limits.js';
import { StoreAway } from './store-away.js';

const closed = 'The history store is closed';

/**
 * The history in a bucket of InfluxDB 2. A write resolves when InfluxDB has confirmed it. While InfluxDB is away every call is
 * `history.unavailable` with the reason, and the store works again by itself. One process may write to a bucket.
 */
export class InfluxHistoryStore extends HistoryStore {
  private trouble: string | undefined;
  private isForPeople = false;
  /** The trouble is over only when something was stored again. */
  private isStoringTrouble = false;
  /** How long InfluxDB wants to be left alone. */
  private retryAfterMs = 0;
  private closing: Promise<void> | undefined;
  private isTrying = false;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private readonly pending = new Set<Promise<unknown>>();
  private readonly stopWaiting = new AbortController();

  private constructor(
    private readonly history: InfluxHistory,
    private readonly limits: InfluxLimits,
    private readonly log: HistoryLog,
    private readonly where: { readonly url: string },
  ) {
    super();
  }

  /** Never rejects: InfluxDB may come later. Waits for the first sign of life, at most `openMs`. */
  static async open({
    limits,
    log = silentLog,
    ...options
  }: InfluxHistoryOptions): Promise<InfluxHistoryStore> {
    const all = { ...defaultInfluxLimits, ...limits };
    const where = { url: shownUrl(options), org: options.org, bucket: options.bucket };
    const store = new InfluxHistoryStore(
      new InfluxHistory({ ...options, limits: all, log }),
      all,
      log,
      where,
    );
    await store.firstSign();
    return store;
  }

  append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    return this.change(() => this.history.append(batches));
  }

  latest(query: LatestAsked): Promise<readonly Reading[]> {
    return this.ask(() => this.history.latest(query));
  }

  points(query: PointsAsked): Promise<PointsPage> {
    return this.ask(() => this.history.points(query));
  }

  windows(query: WindowsAsked): Promise<WindowsPage> {
    return this.ask(() => this.history.windows(query));
  }

  series(query: SeriesAsked): Promise<readonly SeriesWindows[]> {
    return this.ask(() => this.history.series(query));
  }

  statistics(query: StatisticsAsked): Promise<readonly MetricStatistics[]> {
    return this.ask(() => this.history.statistics(query));
  }

  messages(query: MessagesQuery): Promise<MessagesPage> {
    return this.ask(() => this.history.messages(query));
  }

  newestMessages(query: NewestMessagesAsked): Promise<MessagesPage> {
    return this.ask(() => this.history.newestMessages(query));
  }

  forget(device: string): Promise<Forgotten> {
    return this.change(() => this.history.forget(device));
  }

  /** Slice by slice, so that writes get their turn. */
  async deletePoints(asked: DeletionAsked): Promise<number> {
    let points = 0;
    for (const slice of await this.ask(() => this.history.slicesOf(asked))) {
      points += await this.change(() => this.history.deleteSlice(slice));
    }
    return points;
  }

  async backup(): Promise<number> {
    throw new Fault('history.refused', 'InfluxDB has a backup of its own: "influx backup"');
  }

  facts = async (): Promise<StoreFacts> => ({ kind: 'influxdb' });

  override refusal(): string | undefined {
    return this.isForPeople ? this.trouble : undefined;
  }

  problem(): string | undefined {
    return this.closing ? closed : this.trouble;
  }

  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  /** Changes follow one another. */
  private change<T>(work: () => Promise<T>): Promise<T> {
    const before = this.lastWrite;
    const done = this.call(async () => {
      await before;
      return this.stored(work);
    });
    this.lastWrite = done.catch(() => undefined);
    return done;
  }

  private async stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      const answer = await work();
      this.isStoringTrouble = false;
      return answer;
    } catch (error) {
      this.isStoringTrouble = error instanceof Fault && isStoringTrouble(error);
      throw error;
    }
  }

  /** A question waits for the changes that were begun before it. */
  private ask<T>(work: () => Promise<T>): Promise<T> {
    const before = this.lastWrite;
    return this.call(async () => {
      await before;
      return work();
    });
  }

  private async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.closing) throw new Fault('history.unavailable', closed);
    if (this.pending.size >= this.limits.pendingCalls) throw this.tooMany();
    const done = work();
    this.pending.add(done);
    try {
      const answer = await done;
      this.recovered();
      return answer;
    } catch (error) {
      if (error instanceof Fault && error.code === 'history.unavailable') this.failed(error);
      throw error;
    } finally {
      this.pending.delete(done);
    }
  }

  private tooMany(): Fault {
    return new Fault(
      'history.unavailable',
      `More than ${this.limits.pendingCalls} calls wait for InfluxDB: ask again later`,
    );
  }

  private async firstSign(): Promise<void> {
    const stop = new AbortController();
    const bound = pause(this.limits.openMs, 'late', { signal: stop.signal }).catch(() => undefined);
    const first = await Promise.race([this.check(), bound]);
    stop.abort();
    if (first === 'late') this.failed(new Error(`InfluxDB at ${this.where.url} has not answered yet`));
  }

  /** Asks whether InfluxDB would take a write, again and again until it would. */
  private async check(): Promise<void> {
    try {
      await this.history.check();
      this.recovered();
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private failed(error: Error): void {
    if (this.closing) return;
    const text = error.message;
    if (this.trouble !== text) this.log.error(this.where, text);
    this.trouble = text;
    this.isForPeople = isForPeople(error);
    this.retryAfterMs = (error instanceof StoreAway && error.retryAfterMs) || 0;
    if (!this.isTrying) void this.tryUntilItWorks();
  }

  private async tryUntilItWorks(): Promise<void> {
    this.isTrying = true;
    const { retryMinMs, retryMaxMs } = this.limits;
    for (let waitMs = retryMinMs; this.trouble !== undefined; waitMs = Math.min(retryMaxMs, waitMs * 2)) {
      const pauseMs = Math.max(waitMs, this.retryAfterMs);
      await pause(pauseMs, undefined, { signal: this.stopWaiting.signal }).catch(() => undefined);
      if (this.closing) break;
      await this.check();
    }
    this.isTrying = false;
  }

  private recovered(): void {
    if (this.trouble === undefined || this.isStoringTrouble || this.closing) return;
    this.trouble = undefined;
    this.log.info(this.where, 'The history works');
  }

  private async finish(): Promise<void> {
    this.stopWaiting.abort();
    const late = new AbortController();
    const bound = pause(this.limits.closeMs, undefined, { signal: late.signal }).catch(() => undefined);
    const done = Promise.allSettled([...this.pending]).then(() => this.history.settled());
    await Promise.race([done, bound]);
    late.abort();
    this.history.close();
  }
}
