/**
 * Samples of one series as columns of equal length, ascending in time. A value that is no number breaks the line; it has no
 * `min` and `max`. Without windows these are the value itself.
 */
export interface SeriesColumns {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** The first place whose time is not before; the length, when there is none. */
export function firstAtOrAfter(atMs: Float64Array, wantedMs: number): number {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atMs[middle]! < wantedMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One sample of a series; null breaks the line. */
export type ChartPoint = readonly [atMs: number, value: number | null];

/** Columns of points, for what is not a reply of the history. */
export function columnsOf(points: readonly ChartPoint[]): SeriesColumns {
  const atMs = Float64Array.from(points, ([at]) => at);
  const value = Float64Array.from(points, ([, number]) => number ?? NaN);
  return { atMs, value, min: value, max: value };
}
