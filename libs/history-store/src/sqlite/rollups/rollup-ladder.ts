import { WindowSums } from '../../window-sums.js';
import { ceilTo, dayMs, days, edgesOf, floorTo, hours, type RollupLevel, rollupLevels } from './levels.js';
import type { RollupTable } from './rollup-table.js';

/** Makes each level of roll-ups of the one below. */
export class RollupLadder {
  constructor(private readonly table: RollupTable) {}

  /**
   * Windows of a level changed: those that are made of them follow. Bounds are whole hours, and whole windows of the level. To be
   * called within a transaction.
   */
  follow(series: number, changed: RollupLevel, sums: WindowSums): void {
    if (changed === days) return;
    const [fromMs, toMs] = [sums.edgesMs[0]!, sums.edgesMs[sums.length]!];
    let below = sums;
    for (const level of rollupLevels.filter(({ id }) => id > changed.id && id < days.id)) {
      below = summedUp(below, edgesOf(level, fromMs, toMs));
      this.table.write(series, level, below);
    }
    const [firstMs, lastMs] = [floorTo(fromMs, dayMs), ceilTo(toMs, dayMs)];
    const allHours = this.table.read(series, hours, firstMs, lastMs);
    this.table.write(series, days, summedUp(allHours, edgesOf(days, firstMs, lastMs)));
  }
}

/** Windows put together to wider ones. */
function summedUp(fine: WindowSums, edgesMs: Float64Array): WindowSums {
  const sums = new WindowSums(edgesMs);
  for (let i = 0; i < fine.length; i++) {
    if (!fine.isEmpty(i)) sums.add(sums.indexOf(fine.edgesMs[i]!), fine.group(i));
  }
  return rounded(sums);
}

/**
 * Sums of decimals are decimals themselves, but for an error in the last of 17 digits: without it they take half the room. What is
 * promised is nine digits.
 */
export function rounded(sums: WindowSums): WindowSums {
  for (const column of [sums.sum, sums.weighted]) {
    for (let i = 0; i < sums.length; i++) {
      if (!Number.isInteger(column[i])) column[i] = Number(column[i]!.toPrecision(13));
    }
  }
  return sums;
}
