import { firstAtOrAfter, type SeriesColumns } from './series-columns.js';

/** Whether it was raised at some time of a span, the end exclusive. */
export function isRaised(
  { atMs, value, max }: SeriesColumns,
  stepMs: number,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): boolean {
  const before = firstAtOrAfter(atMs, fromMs + 1) - 1;
  for (let i = Math.max(0, before); i < atMs.length && atMs[i]! < toMs; i += 1) {
    const isFollowed = i + 1 < atMs.length && !Number.isNaN(value[i + 1]!);
    if (max[i]! > 0 && (isFollowed || atMs[i]! + stepMs > fromMs || atMs[i]! >= fromMs)) return true;
  }
  return false;
}
