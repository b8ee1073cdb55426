import type { Quality, RangePoint } from '@kilowatch/contracts';

export interface RowValue {
  readonly value: number;
  /** What is doubtful about it; undefined: nothing. */
  readonly quality: Quality | undefined;
}

/** The values of one time, by metric, or `metric/index`. */
export interface Row {
  atMs: number;
  values: ReadonlyMap<string, RowValue>;
}

/** One row per time, oldest first, as the points come. */
export function rowsOf(points: readonly RangePoint[]): Row[] {
  const rows = new Map<number, Map<string, RowValue>>();
  for (const { atMs, metric, index, value, quality } of points) {
    const row = rows.get(atMs) ?? new Map<string, RowValue>();
    rows.set(atMs, row.set(index === undefined ? metric : `${metric}/${index}`, { value, quality }));
  }
  return [...rows].map(([atMs, values]) => ({ atMs, values })).sort((a, b) => a.atMs - b.atMs);
}

/** The number of a sensor that is not there is no number. */
const csvValue = (value: RowValue | undefined): number | '' =>
  value === undefined || value.quality === 'missing' ? '' : value.value;

/** RFC 4180, times in RFC 3339 UTC, so that any program reads it. */
export function csvOf(rows: readonly Row[], metrics: readonly string[]): string {
  const lines = rows.map(({ atMs, values }) =>
    [new Date(atMs).toISOString(), ...metrics.map((metric) => csvValue(values.get(metric)))].join(','),
  );
  return [['time', ...metrics].join(','), ...lines, ''].join('\r\n');
}
