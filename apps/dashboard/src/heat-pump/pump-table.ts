import type { PumpMeans, PumpValues } from '@kilowatch/contracts';
import type { PumpLine } from '@kilowatch/charts/heat-pump';
import type { TableCell, TableColumn, TableData } from '../charts/table-data.js';
import type { Texts } from '../texts/en.js';
import { lineLabel, pumpLines } from './pump-lines.js';

type Values = PumpValues & Partial<Pick<PumpMeans, 'min' | 'max'>>;
export type TabledLine = readonly [line: PumpLine, values: Values | undefined];

/** Lines by time; of a mean its extremes too. What was not said is left empty. */
export function pumpTable(lines: readonly TabledLine[], texts: Texts, estimated: string): TableData {
  const columns: TableColumn[] = [{ label: texts.chart.time, kind: 'time' }];
  const rows = new Map<number, TableCell[]>();
  for (const [line, values] of lines) {
    if (!values || values.atMs.length === 0) continue;
    const [label, unit] = [lineLabel(line, texts, estimated), pumpLines[line].unit];
    const { min, max } = values;
    const add = (name: string, numbers: readonly number[]): void => {
      const place = columns.push({ label: name, unit, kind: 'number' }) - 1;
      values.atMs.forEach((atMs, i) => {
        const row = rows.get(atMs) ?? [atMs];
        row[place] = numbers[i];
        rows.set(atMs, row);
      });
    };
    add(label, values.values);
    if (!min || !max) continue;
    add(texts.chart.least(label), min);
    add(texts.chart.greatest(label), max);
  }
  const sorted = [...rows.values()].sort(([a], [b]) => Number(a) - Number(b));
  return { columns, rows: sorted.map((row) => columns.map((_, i) => row[i])) };
}
