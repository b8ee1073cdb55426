import type { RangePoint } from '@kilowatch/contracts';

/** The values of one time, by metric. */
export interface Row {
  atMs: number;
  values: ReadonlyMap<string, number>;
}

/** One row per time, oldest first, as the points come. */
export function rowsOf(points: readonly RangePoint[]): Row[] {
  const rows = new Map<number, Map<string, number>>();
  for (const { atMs, metric, value } of points) {
    const row = rows.get(atMs) ?? new Map<string, number>();
    rows.set(atMs, row.set(metric, value));
  }
  return [...rows].map(([atMs, values]) => ({ atMs, values })).sort((a, b) => a.atMs - b.atMs);
}

/** RFC 4180, times in RFC 3339 UTC, so that any program reads it. */
export function csvOf(rows: readonly Row[], metrics: readonly string[]): string {
  const lines = rows.map(({ atMs, values }) =>
    [new Date(atMs).toISOString(), ...metrics.map((metric) => values.get(metric) ?? '')].join(','),
  );
  return [['time', ...metrics].join(','), ...lines, ''].join('\r\n');
}
