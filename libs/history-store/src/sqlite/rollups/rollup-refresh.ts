import type { HousekeepingTask } from '../housekeeping.js';
import type { RawPoints } from '../raw-points.js';
import type { Transactions } from '../transactions.js';
import { DamagedRollups } from './damaged-rollups.js';
import type { DirtyHours, DirtyStretch } from './dirty-hours.js';
import { days, floorTo, hourMs } from './levels.js';
import type { RollupBuilder } from './rollup-builder.js';
import type { RollupTable } from './rollup-table.js';

/** Time that one transaction takes … */
const stepMs = 8;
/** … and the most hours of one series that are rolled up at once: fewer where these take longer than that. */
const mostHours = 96;
/** Until what failed is tried again. */
const laterMs = hourMs;

/** Brings roll-ups up to date, oldest hours first, for a few milliseconds at a time. */
export class RollupRefresh implements HousekeepingTask {
  readonly name = 'roll-ups';
  private hoursAtATime = 1;
  /** Something failed: an hour after the other then, until one is through. */
  private isCareful = false;
  private tried: DirtyStretch | undefined;

  constructor(
    private readonly quietMs: number,
    private readonly on: {
      readonly transactions: Transactions;
      readonly points: RawPoints;
      readonly table: RollupTable;
      readonly dirty: DirtyHours;
      readonly builder: RollupBuilder;
      readonly drop: (damage: DamagedRollups) => void;
    },
  ) {}

  step(): boolean {
    if (!this.due()) return false;
    try {
      this.on.transactions.run(() => this.on.dirty.silently(() => this.refreshSome()));
      this.isCareful = false;
    } catch (error) {
      this.recover(error);
    }
    return true;
  }

  private refreshSome(): void {
    const startedAt = performance.now();
    let tookMs = 0;
    for (let due = this.due(); due && tookMs < stepMs; due = this.due()) {
      this.refresh(due);
      if (this.isCareful) return;
      const lastMs = performance.now() - startedAt - tookMs;
      tookMs += lastMs;
      this.hoursAtATime = Math.min(mostHours, Math.max(1, this.hoursAtATime * (lastMs > stepMs ? 0.5 : 2)));
    }
  }

  /** The hour that cannot be rolled up is found and left for later: it must not hold up the others. */
  private recover(error: unknown): void {
    if (error instanceof DamagedRollups) return this.on.drop(error);
    const stretch = this.tried;
    if (this.isCareful && stretch) {
      this.on.transactions.run(() => this.on.dirty.postpone(stretch, laterMs));
      throw error;
    }
    this.isCareful = true;
    this.hoursAtATime = 1;
  }

  private due(): DirtyStretch | undefined {
    return this.on.dirty.due(this.quietMs);
  }

  /** The first hours in which there is or was something; before them nothing is to be done. */
  private refresh({ series, fromMs, toMs }: DirtyStretch): void {
    this.tried = { series, fromMs, toMs: Math.min(toMs, fromMs + hourMs) };
    const firstMs = Math.max(fromMs, floorTo(this.firstAtMs(series, fromMs, toMs), hourMs));
    const endMs = Math.min(toMs, firstMs + this.hoursAtATime * hourMs);
    this.tried = { series, fromMs: firstMs, toMs: endMs };
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
