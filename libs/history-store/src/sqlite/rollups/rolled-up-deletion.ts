import { ceilTo, dayMs, days, floorTo, hourMs, rollupLevels } from './levels.js';
import type { KeptFrom } from './kept-from.js';
import type { RollupLadder } from './rollup-ladder.js';
import type { RollupTable } from './rollup-table.js';

/** Deletes readings of which retention has left roll-ups only. */
export class RolledUpDeletion {
  constructor(
    private readonly table: RollupTable,
    private readonly ladder: RollupLadder,
    private readonly kept: KeptFrom,
  ) {}

  /**
   * Empties the windows of the finest level kept that lie wholly in [fromMs, toMs), those of a day at most; how many readings they
   * had, 0 when none are left. To be called within a transaction.
   */
  deleteSome(series: number, fromMs: number, toMs: number): number {
    const endMs = Math.min(toMs, this.kept.of(series)[0]!);
    if (fromMs >= endMs) return 0;
    for (const startMs of this.table.blocksWithin(series, days, fromMs, endMs)) {
      const block = this.table.block(series, days, startMs)!;
      for (let k = block.from(fromMs - dayMs + 1); k < block.length && block.startMs[k]! < endMs; k++) {
        const dayStartMs = block.startMs[k]!;
        const [firstMs, lastMs] = [Math.max(fromMs, dayStartMs), Math.min(endMs, dayStartMs + dayMs)];
        const deleted = this.deleteWithinDay(series, firstMs, lastMs);
        if (deleted > 0) return deleted;
      }
    }
    return 0;
  }

  private deleteWithinDay(series: number, fromMs: number, toMs: number): number {
    const kept = this.kept.of(series);
    const level = rollupLevels.find(({ id }) => kept[id]! <= fromMs);
    if (!level) return 0;
    const widthMs = Math.max(level.windowMs, hourMs);
    const sums = this.table.read(series, level, floorTo(fromMs, widthMs), ceilTo(toMs, widthMs));
    let deleted = 0;
    for (let i = 0; i < sums.length; i++) {
      if (sums.edgesMs[i]! < fromMs || sums.edgesMs[i + 1]! > toMs) continue;
      deleted += sums.count[i]!;
      sums.clear(i);
    }
    if (deleted === 0) return 0;
    this.table.write(series, level, sums);
    this.ladder.follow(series, level, sums);
    return deleted;
  }
}
