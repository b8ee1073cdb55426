import type { TableCell, TableData } from '../charts/table-data.js';
import type { Texts } from '../texts/en.js';
import type { LoadedHistory } from './load-history.js';

/** What the history chart of a battery shows, by time. */
export function historyTable(
  loaded: LoadedHistory | undefined,
  { table, command, metric }: Texts,
): TableData {
  const columns: TableData['columns'] = [
    { label: table.time, kind: 'time' },
    { label: command.charge, unit: 'W', kind: 'number' },
    { label: command.discharge, unit: 'W', kind: 'number' },
    { label: metric.power, unit: 'W', kind: 'number' },
    { label: metric.soc, unit: '%', kind: 'number' },
  ];
  if (!loaded) return { columns, rows: [] };
  const { chargeW, dischargeW, activePowerW, socPct } = loaded.points;
  const rows = new Map<number, TableCell[]>();
  for (const [i, samples] of [chargeW, dischargeW, activePowerW, socPct].entries())
    for (const [atMs, value] of samples) {
      const row = rows.get(atMs) ?? [atMs, null, null, null, null];
      row[i + 1] = value;
      rows.set(atMs, row);
    }
  return { columns, rows: [...rows].sort(([a], [b]) => a - b).map(([, row]) => row) };
}
