import { rename, rm } from 'node:fs/promises';
import { backup, type DatabaseSync } from 'node:sqlite';
import type { MessagesQuery, MetricStatistics, Reading } from '@kilowatch/contracts';
import type { HistoryLimits } from '../history-limits.js';
import type {
  AppendOutcome,
  DeletionAsked,
  Forgotten,
  HistoryBatch,
  LatestAsked,
  MessagesPage,
  NewestMessagesAsked,
  PointsAsked,
  PointsPage,
  SeriesAsked,
  SeriesWindows,
  StatisticsAsked,
  WindowsAsked,
  WindowsPage,
} from '../history-store.js';
import { packBatches, type PackedBatches } from '../packed-batches.js';
import { BatchAppender } from './batch-appender.js';
import { BatchTable } from './batch-table.js';
import { Housekeeping } from './housekeeping.js';
import { latestReadings } from './latest-readings.js';
import { MessageTable } from './message-table.js';
import { openDatabase } from './open-database.js';
import { RangeReader } from './range-reader.js';
import { RawPoints } from './raw-points.js';
import { Rollups } from './rollups/rollups.js';
import { SeriesReader } from './rollups/series-reader.js';
import { Sealing } from './sealing.js';
import { type Series, SeriesDictionary } from './series-dictionary.js';
import { asTrouble } from './store-trouble.js';
import { Transactions } from './transactions.js';
import { Vacuum } from './vacuum.js';
import { WindowReader } from './window-reader.js';

const endOfTime = Number.MAX_SAFE_INTEGER;
/** Series looked at in one go. */
const someSeries = 250;

/** A device is forgotten step by step; `isDone` ends it. */
export interface ForgottenStep extends Forgotten {
  isDone: boolean;
}

/** The oldest time (UTC epoch ms) of some series; absent where they have none. `next`: where to go on. */
export interface OldestStep {
  readonly oldestAtMs?: number;
  readonly next?: number;
}

export interface SqliteHistoryHooks {
  /** UTC epoch ms. */
  readonly nowMs?: () => number;
  /** Hears what should be known and is no answer to a call. */
  readonly noticed?: (text: string) => void;
}

/** The history in one SQLite file, synchronously: what runs in the worker. */
export class SqliteHistory {
  private readonly dictionary: SeriesDictionary;
  private readonly rawPoints: RawPoints;
  private readonly rollups: Rollups;
  private readonly messageTable: MessageTable;
  private readonly transactions: Transactions;
  private readonly appender: BatchAppender;
  private readonly sealing: Sealing;
  private readonly housekeeping: Housekeeping;
  private readonly rangeReader: RangeReader;
  private readonly seriesReader: SeriesReader;
  private readonly windowReader: WindowReader;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly limits: HistoryLimits,
    file: string,
    { nowMs = Date.now, noticed = () => undefined }: SqliteHistoryHooks,
  ) {
    const batches = new BatchTable(db, limits);
    this.dictionary = new SeriesDictionary(db);
    this.rollups = new Rollups(db, limits, nowMs);
    this.rawPoints = new RawPoints(db, this.rollups.dirty, { noticed });
    this.messageTable = new MessageTable(db, limits, noticed);
    this.transactions = new Transactions(db, [
      this.rawPoints,
      this.dictionary,
      batches,
      this.rollups.dirty,
      this.messageTable,
    ]);
    this.appender = new BatchAppender(this.dictionary, this.rawPoints.adder, batches, this.messageTable);
    this.rangeReader = new RangeReader(this.dictionary, this.rawPoints);
    this.seriesReader = new SeriesReader(this.dictionary, this.rawPoints, this.rollups);
    this.windowReader = new WindowReader(this.dictionary, this.rawPoints, this.seriesReader);

    this.sealing = new Sealing(this.rawPoints.hot, this.rawPoints.log, this.transactions, limits);
    this.housekeeping = new Housekeeping(limits.sliceMs, (task, error) => {
      const trouble = asTrouble(error, file);
      noticed(
        `Housekeeping (${task}) failed: ${trouble instanceof Error ? trouble.message : String(trouble)}`,
      );
    });
    this.housekeeping.add(this.sealing);
    for (const task of this.rollups.tasks(this.rawPoints, this.transactions)) this.housekeeping.add(task);
    for (const task of this.messageTable.tasks(this.transactions, nowMs)) this.housekeeping.add(task);
    this.housekeeping.add(new Vacuum(db, limits.keptFreeBytes));
  }

  static open(file: string, limits: HistoryLimits, hooks: SqliteHistoryHooks = {}): SqliteHistory {
    return new SqliteHistory(openDatabase(file, limits, hooks.noticed), limits, file, hooks);
  }

  append(batches: readonly HistoryBatch[]): readonly AppendOutcome[] {
    return this.appendPacked(packBatches(batches));
  }

  /** When too many points are hot, some are sealed first: writing waits for sealing, so that memory is bounded. */
  appendPacked(packed: PackedBatches): readonly AppendOutcome[] {
    while (this.rawPoints.hot.length > this.limits.hotPoints && this.sealing.step());
    return this.transactions.run(() => this.appender.append(packed));
  }

  latest(query: LatestAsked): readonly Reading[] {
    return latestReadings(this.dictionary.find(query), this.rawPoints, query.notAfterMs);
  }

  points(query: PointsAsked): PointsPage {
    return this.rangeReader.page(query);
  }

  windows(query: WindowsAsked): WindowsPage {
    return this.windowReader.page(query);
  }

  series(query: SeriesAsked): readonly SeriesWindows[] {
    return this.seriesReader.read(query);
  }

  statistics(query: StatisticsAsked): readonly MetricStatistics[] {
    return this.windowReader.statistics(query);
  }

  messages(query: MessagesQuery): MessagesPage {
    return this.messageTable.page(query);
  }

  newestMessages(query: NewestMessagesAsked): MessagesPage {
    return this.messageTable.newestPage(query);
  }

  /** Looks at some series, from a place in their order on. */
  oldestSome(from: number): OldestStep {
    const series = this.dictionary.find({});
    const firsts = series.slice(from, from + someSeries).flatMap(({ id }) => {
      const isCut = this.rollups.kept.of(id)[0]! > 0;
      return [this.rawPoints.firstAtMs(id), isCut ? this.rollups.firstDayMs(id) : undefined];
    });
    const known = firsts.filter((first) => first !== undefined);
    const next = from + someSeries;
    return {
      ...(known.length > 0 && { oldestAtMs: Math.min(...known) }),
      ...(next < series.length && { next }),
    };
  }

  /** Deletes some points of the device, then, when none are left, its messages and its names. */
  forgetSome(device: string): ForgottenStep {
    return this.transactions.run(() => {
      const series = this.dictionary.find({ devices: [device] });
      const points = this.deleteFrom(series, 0, endOfTime);
      const isMore = points > 0 || series.some(({ id }) => this.rollups.forgetSome(id));
      if (isMore) return { points, messages: 0, isDone: false };
      this.dictionary.remove(device);
      return { points: 0, messages: this.messageTable.forget(device), isDone: true };
    });
  }

  /** Deletes some of what is asked; 0 when nothing is left of it. */
  deleteSome({ device, metrics, fromMs, toMs }: DeletionAsked): number {
    const series = this.dictionary.find({ devices: [device], metrics });
    return this.transactions.run(() => this.deleteFrom(series, fromMs, toMs));
  }

  /** Copies the file as it is at one moment, some pages at a time: calls are answered in between. The copy has its name when it is whole. */
  async backup(file: string): Promise<void> {
    const unfinished = `${file}.part`;
    await rm(unfinished, { force: true });
    try {
      await backup(this.db, unfinished, { rate: this.limits.backupPages });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** Does for a short while what can wait; true when there is more of it. */
  housekeep(): boolean {
    return this.housekeeping.slice();
  }

  get isOpen(): boolean {
    return this.db.isOpen;
  }

  close(): void {
    this.db.close();
  }

  private deleteFrom(series: readonly Series[], fromMs: number, toMs: number): number {
    for (const { id } of series) {
      const points = this.rawPoints.deleteSome(id, fromMs, toMs, this.limits.forgetPoints);
      if (points > 0) return points;
      const rolledUp = this.rollups.deletion.deleteSome(id, fromMs, toMs);
      if (rolledUp > 0) return rolledUp;
    }
    return 0;
  }
}
