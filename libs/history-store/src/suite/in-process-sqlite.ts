import type { DatabaseSync } from 'node:sqlite';
import type { MessagesQuery } from '@kilowatch/contracts';
import { defaultHistoryLimits, type HistoryLimits } from '../history-limits.js';
import {
  type DeletionAsked,
  type HistoryBatch,
  HistoryStore,
  type LatestAsked,
  type NewestMessagesAsked,
  type PointsAsked,
  type SeriesAsked,
  type StatisticsAsked,
  type StoreFacts,
  type WindowsAsked,
} from '../history-store.js';
import { SqliteHistory } from '../sqlite/sqlite-history.js';

/** The SQLite store without its worker: a test decides when housekeeping works and what time it is. */
export class InProcessSqlite extends HistoryStore {
  private readonly history: SqliteHistory;
  nowMs: number;

  constructor({ file, nowMs, limits }: { file: string; nowMs: number; limits?: Partial<HistoryLimits> }) {
    super();
    this.nowMs = nowMs;
    const settings = { ...defaultHistoryLimits, rollupQuietMs: 0, retentionEveryMs: 1, ...limits };
    this.history = SqliteHistory.open(file, settings, { nowMs: () => this.nowMs });
  }

  /** Does everything that can be done on the side now. */
  keepHouse(): void {
    for (let round = 0; round < 2; round += 1) {
      this.nowMs += 1; // retention looks again: it leaves what was not rolled up
      while (this.history.housekeep());
    }
  }

  /** Does one slice of it. */
  keepHouseABit(): void {
    this.history.housekeep();
  }

  /** Rows that say which hours are to be rolled up. */
  marks(): number {
    return this.rows('dirty_hours');
  }

  /** Rows of roll-ups. */
  blocks(): number {
    return this.rows('rollups');
  }

  append = async (batches: readonly HistoryBatch[]) => this.history.append(batches);
  latest = async (query: LatestAsked) => this.history.latest(query);
  points = async (query: PointsAsked) => this.history.points(query);
  windows = async (query: WindowsAsked) => this.history.windows(query);
  series = async (query: SeriesAsked) => this.history.series(query);
  statistics = async (query: StatisticsAsked) => this.history.statistics(query);
  messages = async (query: MessagesQuery) => this.history.messages(query);
  newestMessages = async (query: NewestMessagesAsked) => this.history.newestMessages(query);

  async forget(device: string) {
    const sum = { points: 0, messages: 0 };
    for (let isDone = false; !isDone;) {
      const step = this.history.forgetSome(device);
      sum.points += step.points;
      sum.messages += step.messages;
      isDone = step.isDone;
    }
    return sum;
  }

  async deletePoints(asked: DeletionAsked) {
    let sum = 0;
    for (let some = this.history.deleteSome(asked); some > 0; some = this.history.deleteSome(asked))
      sum += some;
    return sum;
  }

  async backup(file: string) {
    await this.history.backup(file);
    return 0;
  }

  async facts(): Promise<StoreFacts> {
    return { kind: 'sqlite', ...this.history.oldestSome(0) };
  }

  problem(): undefined {
    return undefined;
  }

  /** The file, which is locked for anybody else. */
  get db(): DatabaseSync {
    return (this.history as unknown as { readonly db: DatabaseSync }).db;
  }

  private rows(table: string): number {
    return Number(this.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  }

  async close() {
    if (this.history.isOpen) this.history.close();
  }
}
