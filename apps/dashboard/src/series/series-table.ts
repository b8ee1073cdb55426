import type { TableCell, TableData } from '../charts/table-data.js';
import type { Texts } from '../texts/en.js';
import { wasRaised } from './alarm-series.js';
import { type ChartedSeries, seriesKeyOf } from './charted-series.js';
import type { LoadedSeries } from './load-series.js';

/** The windows of all series by time: of each its mean, and its extremes where they are others; of an alarm whether it was on. */
export function seriesTable(
  series: readonly ChartedSeries[],
  loaded: LoadedSeries | undefined,
  { chart: words, devices }: Texts,
): TableData {
  const rows = new Map<number, TableCell[]>();
  const columns: TableData['columns'][number][] = [{ label: words.time, kind: 'time' }];
  for (const one of series) {
    const view = loaded?.buffers.get(seriesKeyOf(one))?.view();
    if (!view) continue;
    if (one.shape === 'alarm') {
      if (!wasRaised(one, loaded)) continue;
      const place = columns.push({ label: one.label, kind: 'text' }) - 1;
      for (const [i, atMs] of view.atMs.entries()) {
        if (Number.isNaN(view.value[i]!)) continue;
        const row = rows.get(atMs) ?? [atMs];
        row[place] = view.max[i]! > 0 ? devices.on : devices.off;
        rows.set(atMs, row);
      }
      continue;
    }
    const hasExtremes = view.min.some((min, i) => min < view.max[i]!);
    const { label, unit } = one;
    const first = columns.length;
    columns.push({ label, unit, kind: 'number' });
    if (hasExtremes)
      columns.push(
        { label: words.least(label), unit, kind: 'number' },
        { label: words.greatest(label), unit, kind: 'number' },
      );
    for (const [i, atMs] of view.atMs.entries()) {
      if (Number.isNaN(view.value[i]!)) continue;
      const row = rows.get(atMs) ?? [atMs];
      row[first] = view.value[i];
      if (hasExtremes) [row[first + 1], row[first + 2]] = [view.min[i], view.max[i]];
      rows.set(atMs, row);
    }
  }
  const sorted = [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
  return { columns, rows: sorted.map((row) => columns.map((_, i) => row[i])) };
}
