import type { HousekeepingTask } from '../housekeeping.js';
import type { RawPoints } from '../raw-points.js';
import type { Transactions } from '../transactions.js';
import type { DirtyHours, DirtyStretch } from './dirty-hours.js';
import { days, floorTo, hourMs } from './levels.js';
import type { RollupBuilder } from './rollup-builder.js';
import type { RollupTable } from './rollup-table.js';

const mostHours = 24;
const enoughMs = 5;

/** Brings roll-ups up to date, oldest hours first, as many at a time as take a few milliseconds. */
export class RollupRefresh implements HousekeepingTask {
  readonly name = 'roll-ups';
  private hoursAtATime = 1;

  constructor(
    private readonly quietMs: number,
    private readonly on: {
      readonly transactions: Transactions;
      readonly points: RawPoints;
      readonly table: RollupTable;
      readonly dirty: DirtyHours;
      readonly builder: RollupBuilder;
    },
  ) {}

  step(): boolean {
    const due = this.on.dirty.due(this.quietMs);
    if (!due) return false;
    const startedAt = performance.now();
    this.on.transactions.run(() => this.on.dirty.silently(() => this.refresh(due)));
    const isSlow = performance.now() - startedAt > enoughMs;
    this.hoursAtATime = isSlow
      ? Math.max(1, this.hoursAtATime >> 1)
      : Math.min(mostHours, this.hoursAtATime << 1);
    return true;
  }

  /** The first hours in which there is or was something; before them nothing is to be done. */
  private refresh({ series, fromMs, toMs }: DirtyStretch): void {
    const firstMs = Math.max(fromMs, floorTo(this.firstAtMs(series, fromMs, toMs), hourMs));
    const endMs = Math.min(toMs, firstMs + this.hoursAtATime * hourMs);
    if (firstMs < endMs) this.on.builder.rebuild(series, firstMs, endMs);
    this.on.dirty.done({ series, fromMs, toMs: Math.max(endMs, fromMs) });
  }

  private firstAtMs(series: number, fromMs: number, toMs: number): number {
    const pointMs = this.on.points.firstAtMs(series, fromMs) ?? toMs;
    for (const blockMs of this.on.table.blocksWithin(series, days, fromMs, toMs)) {
      const block = this.on.table.block(series, days, blockMs);
      const k = block?.from(floorTo(fromMs, days.windowMs)) ?? 0;
      if (block && k < block.length) return Math.min(pointMs, block.startMs[k]!);
    }
    return pointMs;
  }
}
