import type { DatabaseSync } from 'node:sqlite';
import type { MessagesQuery, MetricStatistics, Reading } from '@kilowatch/contracts';
import type { HistoryLimits } from '../history-limits.js';
import type {
  AppendOutcome,
  Forgotten,
  HistoryBatch,
  LatestAsked,
  MessagesPage,
  PointsAsked,
  PointsPage,
  StatisticsAsked,
  WindowsAsked,
  WindowsPage,
} from '../history-store.js';
import { BatchTable } from './batch-table.js';
import { MessageTable } from './message-table.js';
import { openDatabase } from './open-database.js';
import { PointTable } from './point-table.js';
import { RangeReader } from './range-reader.js';
import { inTransaction } from './schema.js';
import { SeriesDictionary } from './series-dictionary.js';
import { WindowReader } from './window-reader.js';

/** A device is forgotten step by step; `isDone` ends it. */
export interface ForgottenStep extends Forgotten {
  isDone: boolean;
}

/** The history in one SQLite file, synchronously: what runs in the worker. */
export class SqliteHistory {
  private readonly series: SeriesDictionary;
  private readonly pointTable: PointTable;
  private readonly messageTable: MessageTable;
  private readonly batchTable: BatchTable;
  private readonly rangeReader: RangeReader;
  private readonly windowReader: WindowReader;

  private constructor(
    private readonly db: DatabaseSync,
    private readonly limits: HistoryLimits,
  ) {
    this.series = new SeriesDictionary(db);
    this.pointTable = new PointTable(db);
    this.messageTable = new MessageTable(db, limits);
    this.batchTable = new BatchTable(db, limits);
    this.rangeReader = new RangeReader(this.series, this.pointTable);
    this.windowReader = new WindowReader(db, this.series);
  }

  static open(file: string, limits: HistoryLimits): SqliteHistory {
    return new SqliteHistory(openDatabase(file, limits), limits);
  }

  append(batches: readonly HistoryBatch[]): readonly AppendOutcome[] {
    return this.write(() => batches.map((batch) => this.appendOne(batch)));
  }

  latest(query: LatestAsked): readonly Reading[] {
    return this.series
      .find(query)
      .map((series) => this.pointTable.latest(series, query.notAfterMs))
      .filter((reading) => reading !== undefined);
  }

  points(query: PointsAsked): PointsPage {
    return this.rangeReader.page(query);
  }

  windows(query: WindowsAsked): WindowsPage {
    return this.windowReader.page(query);
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
      for (const series of this.series.find({ devices: [device] })) {
        const points = this.pointTable.deleteSome(series, this.limits.forgetPoints);
        if (points > 0) return { points, messages: 0, isDone: false };
      }
      this.series.remove(device);
      return { points: 0, messages: this.messageTable.forget(device), isDone: true };
    });
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
      const series = this.series.idOf(reading);
      const isNew =
        ordinals === 'next'
          ? this.pointTable.addNext(series, reading, isRedelivered)
          : this.pointTable.add(series, reading);
      if (isNew) storedPoints += 1;
    }
    this.messageTable.add(messages);
    return { storedPoints, storedMessages: messages.length, isRepeated: false };
  }

  private write<T>(work: () => T): T {
    try {
      return inTransaction(this.db, work);
    } catch (error) {
      this.series.forgetIds();
      this.batchTable.recount();
      throw error;
    }
  }
}
