import type { DatabaseSync } from 'node:sqlite';
import type { MessagesQuery, MetricStatistics, Reading } from '@kilowatch/contracts';
import type { HistoryLimits } from '../history-limits.js';
import type {
  AppendOutcome,
  DeletionAsked,
  Forgotten,
  HistoryBatch,
  LatestAsked,
  MessagesPage,
  PointsAsked,
  PointsPage,
  SeriesAsked,
  SeriesWindows,
  StatisticsAsked,
  WindowsAsked,
  WindowsPage,
} from '../history-store.js';
import { BatchTable } from './batch-table.js';
import { MessageTable } from './message-table.js';
import { openDatabase } from './open-database.js';
import { Housekeeping } from './housekeeping.js';
import { type PointChanges, unheardChanges } from './point-changes.js';
import { RangeReader } from './range-reader.js';
import { RawPoints } from './raw-points.js';
import { SeriesReader } from './rollups/series-reader.js';
import { inTransaction } from './schema.js';
import { type Series, SeriesDictionary } from './series-dictionary.js';
import { WindowReader } from './window-reader.js';

const endOfTime = Number.MAX_SAFE_INTEGER;

/** A device is forgotten step by step; `isDone` ends it. */
export interface ForgottenStep extends Forgotten {
  isDone: boolean;
}

/** The history in one SQLite file, synchronously: what runs in the worker. */
export class SqliteHistory {
  private readonly dictionary: SeriesDictionary;
  private readonly rawPoints: RawPoints;
  private readonly housekeeping: Housekeeping;
  private readonly messageTable: MessageTable;
  private readonly batchTable: BatchTable;
  private readonly rangeReader: RangeReader;
  private readonly windowReader: WindowReader;

  private readonly seriesReader: SeriesReader;
  private readonly changes: PointChanges = unheardChanges;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly limits: HistoryLimits,
  ) {
    this.dictionary = new SeriesDictionary(db);
    this.rawPoints = new RawPoints(db, this.changes);
    this.housekeeping = new Housekeeping(limits.sliceMs);
    this.messageTable = new MessageTable(db, limits);
    this.batchTable = new BatchTable(db, limits);
    this.rangeReader = new RangeReader(this.dictionary, this.rawPoints);
    this.seriesReader = new SeriesReader(this.dictionary, this.rawPoints);
    this.windowReader = new WindowReader(this.dictionary, this.rawPoints, this.seriesReader);
  }

  static open(file: string, limits: HistoryLimits): SqliteHistory {
    return new SqliteHistory(openDatabase(file, limits), limits);
  }

  append(batches: readonly HistoryBatch[]): readonly AppendOutcome[] {
    return this.write(() => batches.map((batch) => this.appendOne(batch)));
  }

  latest(query: LatestAsked): readonly Reading[] {
    return this.dictionary
      .find(query)
      .map((series) => this.rawPoints.latest(series, query.notAfterMs))
      .filter((reading) => reading !== undefined);
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

  /** Deletes some points of the device, then, when none are left, its messages and its names. */
  forgetSome(device: string): ForgottenStep {
    return this.write(() => {
      const points = this.deleteFrom(this.dictionary.find({ devices: [device] }), 0, endOfTime);
      if (points > 0) return { points, messages: 0, isDone: false };
      this.dictionary.remove(device);
      return { points: 0, messages: this.messageTable.forget(device), isDone: true };
    });
  }

  /** Deletes some of what is asked; 0 when nothing is left of it. */
  deleteSome({ device, metrics, fromMs, toMs }: DeletionAsked): number {
    return this.write(() =>
      this.deleteFrom(this.dictionary.find({ devices: [device], metrics }), fromMs, toMs),
    );
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

  private appendOne(batch: HistoryBatch): AppendOutcome {
    if (batch.id && !this.batchTable.isFirst(batch.id)) {
      return { storedPoints: 0, storedMessages: 0, isRepeated: true };
    }
    const { readings, messages, ordinals, isRedelivered = false } = batch;
    let storedPoints = 0;
    for (const reading of readings) {
      const series = this.dictionary.idOf(reading);
      const isNew =
        ordinals === 'next'
          ? this.rawPoints.addNext(series, reading, isRedelivered)
          : this.rawPoints.add(series, reading);
      if (isNew) storedPoints += 1;
    }
    this.messageTable.add(messages);
    return { storedPoints, storedMessages: messages.length, isRepeated: false };
  }

  private deleteFrom(series: readonly Series[], fromMs: number, toMs: number): number {
    for (const { id } of series) {
      const points = this.rawPoints.deleteSome(id, fromMs, toMs, this.limits.forgetPoints);
      if (points > 0) return points;
    }
    return 0;
  }

  private write<T>(work: () => T): T {
    try {
      return inTransaction(this.db, work);
    } catch (error) {
      this.dictionary.forgetIds();
      this.batchTable.recount();
      this.changes.rolledBack();
      throw error;
    }
  }
}
