import type { Quality, RangePoint } from '@kilowatch/contracts';
import { csvText } from '../charts/table-data.js';

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

/** The series of these metrics that the rows have values of: of a metric with an index each; one without values has its column too. */
function keysOf(rows: readonly Row[], metrics: readonly string[]): string[] {
  const found = new Set(rows.flatMap(({ values }) => [...values.keys()]));
  return metrics.flatMap((metric) => {
    const own = [...found].filter((key) => key === metric || key.startsWith(`${metric}/`));
    return own.length === 0 ? [metric] : own.sort();
  });
}

/** RFC 4180, times in RFC 3339 UTC, so that any program reads it. */
export function csvOf(rows: readonly Row[], metrics: readonly string[]): string {
  const keys = keysOf(rows, metrics);
  const lines = rows.map(({ atMs, values }) =>
    [new Date(atMs).toISOString(), ...keys.map((key) => csvValue(values.get(key)))].join(','),
  );
  return [['time', ...keys.map(csvText)].join(','), ...lines, ''].join('\r\n');
}
