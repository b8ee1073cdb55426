import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HistoryLimits } from '../../history-limits.js';
import type { HousekeepingTask } from '../housekeeping.js';
import type { RawPoints } from '../raw-points.js';
import type { Transactions } from '../transactions.js';
import type { DirtyHours } from './dirty-hours.js';
import { keepFrom } from './keeping.js';
import type { KeptFrom } from './kept-from.js';
import { dayMs, floorTo, hourMs, type RollupLevel, rollupLevels } from './levels.js';
import type { RollupBuilder } from './rollup-builder.js';
import type { RollupTable } from './rollup-table.js';

const blocksAtATime = 50;

interface Kept {
  readonly id: number;
  readonly device: string;
}

/**
 * Deletes what is older than is to be kept, oldest first, a little at a time; points only after they were rolled up. The newest day
 * of a series stays, however old it is: it has the latest reading.
 */
export class Retention implements HousekeepingTask {
  readonly name = 'retention';
  private lastId = 0;
  private nextPassMs = -Infinity;
  private readonly nextSeries: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly limits: HistoryLimits,
    private readonly on: {
      readonly transactions: Transactions;
      readonly points: RawPoints;
      readonly table: RollupTable;
      readonly dirty: DirtyHours;
      readonly kept: KeptFrom;
      readonly builder: RollupBuilder;
      readonly nowMs: () => number;
    },
  ) {
    this.nextSeries = db.prepare('SELECT id, device FROM series WHERE id > ? ORDER BY id LIMIT 1');
  }

  step(): boolean {
    const nowMs = this.on.nowMs();
    if (nowMs < this.nextPassMs) return false;
    const row = this.nextSeries.get(BigInt(this.lastId));
    if (!row) {
      this.lastId = 0;
      this.nextPassMs = nowMs + this.limits.retentionEveryMs;
      return false;
    }
    const series = { id: Number(row['id']), device: String(row['device']) };
    const before = this.lastId;
    this.lastId = series.id; // also after a failure: the others must not wait for it
    if (this.deleteSome(series, keepFrom(this.limits, series.device, nowMs))) this.lastId = before;
    return true;
  }

  /** True when there may be more to delete of this series. */
  private deleteSome({ id }: Kept, cutsMs: readonly number[]): boolean {
    if (this.deletePoints(id, cutsMs[0]!)) return true;
    return rollupLevels.some((level) => this.deleteBlocks(id, level, cutsMs[level.id]!));
  }

  private deletePoints(id: number, cutMs: number): boolean {
    const { points, dirty } = this.on;
    const firstMs = cutMs > 0 ? points.firstAtMs(id) : undefined;
    const endMs = Math.min(cutMs, floorTo(points.lastAtMs(id) ?? 0, dayMs));
    if (firstMs === undefined || firstMs >= endMs) return false;
    const dayStartMs = floorTo(firstMs, dayMs);
    if (dirty.of(id, dayStartMs, dayStartMs + dayMs).length > 0) return false; // next time
    this.on.transactions.run(() => this.deleteDay(id, dayStartMs));
    return true;
  }

  private deleteDay(id: number, dayStartMs: number): void {
    const { points, dirty, kept, builder } = this.on;
    const dayEndMs = dayStartMs + dayMs;
    if (kept.of(id)[0]! < dayEndMs) {
      for (let hour = 0; hour < 24; hour++) builder.completeMinutes(id, dayStartMs + hour * hourMs);
      kept.moved(id, 0, dayEndMs);
    }
    dirty.silently(() => points.deleteSome(id, dayStartMs, dayEndMs, this.limits.retentionPoints));
  }

  private deleteBlocks(id: number, level: RollupLevel, wantedMs: number): boolean {
    const { table, kept, transactions } = this.on;
    const keptMs = kept.of(id);
    // a finer level that is still there leads through this one
    const cutMs = floorTo(Math.min(wantedMs, keptMs[level.id - 1]!), level.blockMs);
    if (cutMs <= 0 || !table.isSomeBefore(id, level, cutMs)) return false;
    transactions.run(() => {
      if (keptMs[level.id]! < cutMs) kept.moved(id, level.id, cutMs);
      table.removeBefore(id, level, cutMs, blocksAtATime);
    });
    return true;
  }
}
