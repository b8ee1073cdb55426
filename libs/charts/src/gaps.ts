/** One sample of a series; null breaks the line. */
export type ChartPoint = readonly [atMs: number, value: number | null];

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

/**
 * How far apart two points may be and still belong to one line: three times the usual spacing, and never less than
 * `atLeastMs` (one and a half windows, when the points are windows).
 */
export function gapBoundMs(points: readonly ChartPoint[], atLeastMs: number): number {
  const steps = points.slice(1).map(([atMs], i) => atMs - (points[i]?.[0] ?? atMs));
  return Math.max(atLeastMs, 3 * median(steps.sort((a, b) => a - b)));
}

/** Puts a null between points that are further apart than the bound, so that no line crosses the gap. */
export function withGaps(points: readonly ChartPoint[], boundMs: number): ChartPoint[] {
  return points.flatMap((point, i): ChartPoint[] => {
    const previous = points[i - 1];
    const isGap = previous !== undefined && point[0] - previous[0] > boundMs;
    return isGap ? [[previous[0] + 1, null], point] : [point];
  });
}

/** The line of these points, broken where more than {@link gapBoundMs} lies between two of them. */
export const unbridged = (points: readonly ChartPoint[], atLeastMs: number): ChartPoint[] =>
  withGaps(points, gapBoundMs(points, atLeastMs));
