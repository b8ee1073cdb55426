import { Fault, type MessagesQuery, type MetricStatistics, type Reading } from '@kilowatch/contracts';
import {
  type AppendOutcome,
  type DeletionAsked,
  type Entries,
  type Forgotten,
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
} from '@kilowatch/history-store';
import { JournalFull, type JournalPosition, recordBytesOf } from '@kilowatch/journal';
import { type Deletion, isDeleted, withoutDeleted } from './deletions.js';
import { named } from './journal-loader.js';
import { encodeRecord, isBulk, type JournaledBatch } from './journal-record.js';
import type { JournaledParts } from './journaled-parts.js';
import { selectionOf } from '../merged/overlay.js';
import { lacking } from '../merged/shortcomings.js';
import { nothingNew, outcomeOf } from './outcome-of.js';
import type { WaitingBatch } from './waiting-batch.js';

const closed = 'The history is closed';
const endOfTime = Number.MAX_SAFE_INTEGER;

/**
 * A history that takes what it is given into a journal, and from there into the store. A write resolves when it is durable in the
 * journal, be the store away or not; every answer has it from then on. Its outcomes say what was journalled.
 */
export class JournaledHistory extends HistoryStore {
  /** The journal commits in the order of the calls: with this write, all before it are visible. */
  private newest: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: JournaledParts) {
    super();
  }

  /** Faults: `history.full` while there is no room in the journal; `request.too-large` for a batch that is too long for it. */
  async append(batches: readonly JournaledBatch[]): Promise<readonly AppendOutcome[]> {
    if (this.closing) throw new Fault('history.unavailable', closed);
    const written = this.write(batches);
    this.newest = written.catch(() => undefined);
    return written;
  }

  private async write(batches: readonly JournaledBatch[]): Promise<readonly AppendOutcome[]> {
    const { backlog, drain, flow, saver } = this.parts;
    const records = batches.map(encodeRecord);
    const positions = await this.journalled(records);
    const waiting = batches.map((batch, i) => this.waitingBatch(batch, records[i]!, positions[i]!));
    const repeated = new Set(backlog.add(waiting));
    const readings = readingsOf(waiting);
    flow.journalled += readings;
    flow.duplicate += readingsOf(repeated);
    drain.added(readingsOf(waiting.filter((one) => !one.isBulk)));
    saver.touch();
    return waiting.map((one) => (repeated.has(one) ? nothingNew : outcomeOf(one)));
  }

  async latest(query: LatestAsked): Promise<Entries<Reading>> {
    await this.begun();
    return lacking(await this.parts.merged.latest(query), this.parts.journal.problem());
  }

  async points(query: PointsAsked): Promise<PointsPage> {
    await this.begun();
    return lacking(await this.parts.merged.points(query), this.parts.journal.problem());
  }

  async windows(query: WindowsAsked): Promise<WindowsPage> {
    await this.begun();
    return lacking(await this.parts.mergedWindows.windows(query), this.parts.journal.problem());
  }

  async series(query: SeriesAsked): Promise<Entries<SeriesWindows>> {
    await this.begun();
    return lacking(await this.parts.merged.series(query), this.parts.journal.problem());
  }

  async statistics(query: StatisticsAsked): Promise<Entries<MetricStatistics>> {
    await this.begun();
    return lacking(await this.parts.mergedWindows.statistics(query), this.parts.journal.problem());
  }

  async messages(query: MessagesQuery): Promise<MessagesPage> {
    await this.begun();
    return lacking(await this.parts.merged.messages(query), this.parts.journal.problem());
  }

  async newestMessages(query: NewestMessagesAsked): Promise<MessagesPage> {
    await this.begun();
    return lacking(await this.parts.mergedNewest.messages(query), this.parts.journal.problem());
  }

  async forget(device: string): Promise<Forgotten> {
    await this.begun();
    const waiting = await this.removeWaiting({ device, fromMs: 0, toMs: endOfTime });
    const stored = await this.parts.store.forget(device);
    return { points: stored.points + waiting.points, messages: stored.messages + waiting.messages };
  }

  async deletePoints({ device, metrics, fromMs, toMs }: DeletionAsked): Promise<number> {
    await this.begun();
    const waiting = await this.removeWaiting({ device, metrics, fromMs, toMs });
    return waiting.points + (await this.parts.store.deletePoints({ device, metrics, fromMs, toMs }));
  }

  facts(): Promise<StoreFacts> {
    return this.parts.store.facts();
  }

  /** Of the store, with everything in it that could be brought there in a bounded time. */
  async backup(file: string): Promise<number> {
    await this.begun();
    await this.parts.drain.finish(this.parts.closeMs);
    return this.parts.store.backup(file);
  }

  /** Whether a reading of that series and time is journalled and not yet confirmed by the store. */
  isWaiting({ device, metric, atMs }: { device: string; metric: string; atMs: number }): boolean {
    const selection = selectionOf({ device, metrics: [metric] }, atMs, atMs + 1);
    return this.parts.overlay.readings(selection).length > 0;
  }

  /**
   * Why nothing can be taken any more, or never gets any further before somebody changes a setting. That the store is away is no such
   * reason: see `storeProblem`.
   */
  problem(): string | undefined {
    const { journal, store } = this.parts;
    return this.closing ? closed : (journal.problem() ?? store.refusal());
  }

  /** Why what is taken does not reach the store. */
  storeProblem(): string | undefined {
    return this.parts.drain.problem ?? this.parts.store.problem();
  }

  /** What there is to say about it in numbers. */
  figures() {
    const { journal, backlog, drain, loader } = this.parts;
    const oldest = backlog.oldest;
    return {
      waiting: backlog.readings,
      journalBytes: journal.usedBytes,
      journalDamages: journal.damages.length,
      oldestWaitingAtMs: oldest ?? null,
      shownWaiting: backlog.readings - backlog.readingsHidden,
      unreadableRecords: loader.unreadable,
      storeProblem: this.storeProblem() ?? null,
      storeProblemSinceMs: drain.trouble?.sinceMs ?? null,
      ...drain.figures(),
    };
  }

  /** Gives the store what waits, for a bounded time; the rest stays in the journal for the next start. */
  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  /** Resolves when all writes that have begun are visible. Fault: `history.unavailable` when closed. */
  private async begun(): Promise<void> {
    if (this.closing) throw new Fault('history.unavailable', closed);
    await this.newest;
  }

  private async finish(): Promise<void> {
    const { drain, saver, journal, store, closeMs } = this.parts;
    await this.newest;
    await drain.finish(closeMs);
    await drain.close(closeMs);
    await saver.close();
    await journal.close();
    await store.close();
  }

  private async journalled(records: readonly Uint8Array[]): Promise<readonly JournalPosition[]> {
    try {
      return await this.parts.journal.append(records);
    } catch (error) {
      if (error instanceof JournalFull) throw new Fault('history.full', error.message, { cause: error });
      if (error instanceof RangeError) throw new Fault('request.too-large', error.message, { cause: error });
      throw new Fault('history.unavailable', messageOf(error), { cause: error });
    }
  }

  private waitingBatch(
    { text, ...batch }: JournaledBatch,
    record: Buffer,
    position: JournalPosition,
  ): WaitingBatch {
    return {
      position,
      next: { segment: position.segment, offset: position.offset + recordBytesOf(record) },
      bytes: record.length,
      isBulk: isBulk({ ...batch, text }),
      batch: named(batch, this.parts.journal.id, position),
      state: 'waiting',
    };
  }

  /** What waits is taken out of memory, and never comes back out of the journal. */
  private removeWaiting(asked: Omit<Deletion, 'before'>): Promise<Forgotten> {
    const { backlog, deletions, saver, gate } = this.parts;
    return gate.alone(async () => {
      if (backlog.isEmpty) return { points: 0, messages: 0 };
      deletions.add({ ...asked, before: backlog.end });
      const removed = backlog.remove(({ batch }) => withoutDeleted(batch, asked));
      backlog.removeNewest(isDeleted(asked));
      this.parts.flow.deleted += removed.points;
      await saver.save();
      return removed;
    });
  }
}

const readingsOf = (batches: Iterable<WaitingBatch>): number =>
  [...batches].reduce((sum, { batch }) => sum + batch.readings.length, 0);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
