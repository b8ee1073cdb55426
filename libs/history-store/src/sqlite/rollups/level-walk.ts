import { type SummedGroup, WindowSums } from '../../window-sums.js';
import type { RawPoints } from '../raw-points.js';
import type { KeptSince } from './kept-from.js';
import { days, floorTo, minutes, type RollupLevel, rollupLevels } from './levels.js';
import type { RollupBlock } from './rollup-block.js';
import type { RollupTable } from './rollup-table.js';
import { Stretches } from './stretches.js';

export interface WalkedSeries {
  readonly series: number;
  readonly points: RawPoints;
  readonly table: RollupTable;
  readonly kept: KeptSince;
  /** Whether weights are wanted. */
  readonly isWeighted: boolean;
}

/** Where windows are taken from, and what becomes of the rest. */
interface Part {
  readonly fromMs: number;
  readonly toMs: number;
  readonly unfit: Stretches;
}

/**
 * Adds the readings of one series to windows, ascending in time: out of the coarsest roll-ups whose readings all lie in one window
 * of the question, out of finer ones, and at last out of points, where they do not. Stretches must lie between the edges.
 */
export class LevelWalk {
  /** Id of the coarsest level that took part; 0: points only. */
  coarsest = 0;
  /** The window of the last reading: that of the next one is near. */
  private window = 0;
  private readonly blocks = new Map<RollupLevel, { startMs: number; block: RollupBlock | undefined }>();

  constructor(
    private readonly of: WalkedSeries,
    private readonly sums: WindowSums,
  ) {}

  /** Adds [fromMs, toMs), where nothing has changed since it was rolled up. */
  addRolledUp(fromMs: number, toMs: number): void {
    if (fromMs < toMs) this.addLevel(days, fromMs, toMs);
  }

  /** Adds the points of [fromMs, toMs). */
  addPoints(fromMs: number, toMs: number): void {
    const { edgesMs, length } = this.sums;
    const { points, series } = this.of;
    if (fromMs === edgesMs[0] && toMs === edgesMs[length]) return points.sumInto(series, this.sums);
    const inner = edgesMs.subarray(this.windowOf(fromMs) + 1, this.windowOf(toMs - 1) + 1);
    const edges = new Float64Array(inner.length + 2);
    edges[0] = fromMs;
    edges.set(inner, 1);
    edges[inner.length + 1] = toMs;
    const part = new WindowSums(edges);
    points.sumInto(series, part);
    for (let i = 0; i < part.length; i++) if (!part.isEmpty(i)) this.add(part.group(i), 0);
  }

  /** Adds [fromMs, toMs) out of a level, and what does not fit into the windows of the question out of the next finer one. */
  private addLevel(level: RollupLevel, fromMs: number, toMs: number): void {
    const finer = rollupLevels[level.id - 2];
    const unfit = new Stretches((from, to) => {
      if (finer) this.addLevel(finer, from, to);
      else this.addPoints(from, to);
    });
    const part = { fromMs, toMs, unfit };
    if (level === days) {
      // few, and finer levels are asked only where a coarser one has something
      const starts = this.of.table.blocksWithin(this.of.series, level, fromMs, toMs);
      for (const startMs of starts) this.addBlock(level, startMs, part);
    } else {
      const firstMs = floorTo(fromMs, level.blockMs);
      for (let startMs = firstMs; startMs < toMs; startMs += level.blockMs)
        this.addBlock(level, startMs, part);
    }
    unfit.end();
  }

  private addBlock(level: RollupLevel, blockStartMs: number, { fromMs, toMs, unfit }: Part): void {
    const block = this.block(level, blockStartMs);
    if (!block) {
      // minutes are left out where there are few points
      if (level === minutes)
        unfit.add(Math.max(fromMs, blockStartMs), Math.min(toMs, blockStartMs + level.blockMs));
      return;
    }
    const finerKeptFromMs = this.of.kept[level.id - 1]!;
    for (let k = block.from(fromMs - level.windowMs + 1); k < block.length; k++) {
      const startMs = block.startMs[k]!;
      const endMs = startMs + level.windowMs;
      if (startMs >= toMs) return;
      if (!this.of.isWeighted && block.isMissing(k)) continue;
      if (startMs >= fromMs && endMs <= toMs && this.isInOneWindow(block, k, endMs)) {
        unfit.end();
        this.add(block.group(k, this.of), level.id);
      } else if (startMs >= finerKeptFromMs) {
        unfit.add(Math.max(startMs, fromMs), Math.min(endMs, toMs));
      } else {
        const group = block.group(k, this.of); // nothing finer is left
        if (placeOf(group) >= fromMs && placeOf(group) < toMs) this.add(group, level.id);
      }
    }
  }

  private isInOneWindow(block: RollupBlock, k: number, endMs: number): boolean {
    if (this.windowOf(block.startMs[k]!) === this.windowOf(endMs - 1)) return true;
    return this.windowOf(block.firstMs(k)) === this.windowOf(block.lastMs(k));
  }

  private block(level: RollupLevel, startMs: number): RollupBlock | undefined {
    const known = this.blocks.get(level);
    if (known?.startMs === startMs) return known.block;
    const block = this.of.table.block(this.of.series, level, startMs);
    this.blocks.set(level, { startMs, block });
    return block;
  }

  private add(group: SummedGroup, level: number): void {
    this.sums.add(this.windowOf(placeOf(group)), group);
    if (level > this.coarsest) this.coarsest = level;
  }

  /** The window that holds an instant between the edges. */
  private windowOf(atMs: number): number {
    const { edgesMs } = this.sums;
    while (edgesMs[this.window + 1]! <= atMs) this.window += 1;
    while (edgesMs[this.window]! > atMs) this.window -= 1;
    return this.window;
  }
}

/** The time that tells to which window a group belongs. */
const placeOf = ({ count, lastAtMs, missingBeforeMs = Infinity }: SummedGroup): number =>
  count > 0 ? lastAtMs : missingBeforeMs;
