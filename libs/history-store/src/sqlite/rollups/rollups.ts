import type { DatabaseSync } from 'node:sqlite';
import type { HistoryLimits } from '../../history-limits.js';
import type { HousekeepingTask } from '../housekeeping.js';
import type { RawPoints } from '../raw-points.js';
import { inTransaction } from '../schema.js';
import type { Transactions } from '../transactions.js';
import type { DamagedRollups } from './damaged-rollups.js';
import { Damaged } from '../chunks/words.js';
import { DirtyHours } from './dirty-hours.js';
import { KeptFrom } from './kept-from.js';
import { days } from './levels.js';
import { Retention } from './retention.js';
import { RolledUpDeletion } from './rolled-up-deletion.js';
import { RollupBuilder } from './rollup-builder.js';
import { RollupLadder } from './rollup-ladder.js';
import { RollupRefresh } from './rollup-refresh.js';
import { RollupTable } from './rollup-table.js';

const blocksAtATime = 1_000;

/** Counts, extremes, sums and last values of minutes, quarters of an hour, hours and days (UTC), and what keeps them right. */
export class Rollups {
  readonly table: RollupTable;
  /** To be told of every change of points. */
  readonly dirty: DirtyHours;
  readonly kept: KeptFrom;
  readonly deletion: RolledUpDeletion;
  private readonly ladder: RollupLadder;

  constructor(
    private readonly db: DatabaseSync,
    private readonly limits: HistoryLimits,
    private readonly nowMs: () => number,
  ) {
    this.table = new RollupTable(db);
    this.dirty = new DirtyHours(db, nowMs);
    this.kept = new KeptFrom(db);
    this.ladder = new RollupLadder(this.table);
    this.deletion = new RolledUpDeletion(this.table, this.ladder, this.kept);
  }

  /** What is to be done on the side. */
  tasks(points: RawPoints, transactions: Transactions): HousekeepingTask[] {
    const { db, limits, table, dirty, kept, nowMs } = this;
    const builder = new RollupBuilder(points, table, this.ladder, kept);
    return [
      new RollupRefresh(limits.rollupQuietMs, {
        ...{ transactions, points, table, dirty, builder },
        drop: (damage) => this.drop(damage),
      }),
      new Retention(db, limits, { transactions, points, table, dirty, kept, builder, nowMs }),
    ];
  }

  /** The first day of which there are sums of a series (of a damaged block, where it begins), UTC epoch ms. */
  firstDayMs(series: number): number | undefined {
    const [startMs] = this.table.blocksWithin(series, days, 0, this.nowMs() + days.blockMs);
    if (startMs === undefined) return undefined;
    try {
      return this.table.block(series, days, startMs)?.startMs[0];
    } catch (error) {
      if (error instanceof Damaged) return startMs;
      throw error;
    }
  }

  /** Drops a damaged block, so that it is made again; throws the damage where its points are no longer kept. */
  drop(damage: DamagedRollups): void {
    const { series, level, startMs, endMs } = damage;
    if (startMs < this.kept.of(series)[0]!) throw damage;
    inTransaction(this.db, () => {
      this.table.remove(series, level, startMs, endMs);
      this.dirty.noted(series, startMs, endMs - 1);
    });
  }

  /** Deletes some of all roll-ups of a series; false when none are left. To be called within a transaction. */
  forgetSome(series: number): boolean {
    if (this.table.removeSome(series, blocksAtATime)) return true;
    this.dirty.remove(series);
    this.kept.remove(series);
    return false;
  }
}
