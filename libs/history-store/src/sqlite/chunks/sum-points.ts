import { missingCode } from '../../qualities.js';
import { holdMs, type SummedGroup, type WindowSums } from '../../window-sums.js';
import type { PointColumns } from './point-columns.js';

type Summed = Pick<PointColumns, 'atMs' | 'ordinal' | 'value'>;

/** Of the points from `from` to before `to`, how many are of a sensor that was missing. */
export function countMissing({ quality }: Pick<PointColumns, 'quality'>, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (quality[i] === missingCode) count++;
  return count;
}

/** Sums up ascending points from `from` to before `to`: at least one, and none of a sensor that was missing. */
export function sumPoints({ atMs, ordinal, value }: Summed, from: number, to: number): SummedGroup {
  const firstAtMs = atMs[from]!;
  let [last, lastAtMs] = [value[from]!, firstAtMs];
  let [min, max, sum] = [last, last, last];
  let [weighted, weightMs] = [0, 0];
  for (let i = from + 1; i < to; i++) {
    const heldMs = Math.min(holdMs, atMs[i]! - lastAtMs);
    weighted += last * heldMs;
    weightMs += heldMs;
    last = value[i]!;
    lastAtMs = atMs[i]!;
    sum += last;
    if (last < min) min = last;
    if (last > max) max = last;
  }
  const lastOrdinal = ordinal[to - 1]!;
  return { count: to - from, min, max, sum, firstAtMs, last, lastAtMs, lastOrdinal, weighted, weightMs };
}

/** Adds ascending points to the windows that they lie in; those outside all windows are left out. */
export function addPoints(sums: WindowSums, points: PointColumns, from: number, to: number): void {
  const { atMs, quality } = points;
  for (let start = from; start < to;) {
    let end = start;
    while (end < to && quality[end] !== missingCode) end++;
    addCounted(sums, points, start, end);
    for (start = end; start < to && quality[start] === missingCode; start++) {
      const window = sums.indexOf(atMs[start]!);
      if (window >= 0) sums.addMissing(window, atMs[start]);
    }
  }
}

/** The same of points none of which is of a sensor that was missing. */
export function addCounted(sums: WindowSums, points: Summed, from: number, to: number): void {
  for (let start = from; start < to;) {
    const window = sums.indexOf(points.atMs[start]!);
    const endMs = window < 0 ? sums.edgesMs[0]! : sums.edgesMs[window + 1]!;
    if (window < 0 && points.atMs[start]! >= endMs) return;
    let end = start + 1;
    while (end < to && points.atMs[end]! < endMs) end++;
    if (window >= 0) sums.add(window, sumPoints(points, start, end));
    start = end;
  }
}
