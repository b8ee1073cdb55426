import type { TableCell, TableData } from '../charts/table-data.js';
import type { Texts } from '../texts/en.js';
import type { Commanded } from './commanded.js';

/** What was commanded beside what was measured, by time. */
export function historyTable(
  commanded: Commanded | undefined,
  measured: TableData,
  { command, history }: Texts,
): TableData {
  const [time, ...others] = measured.columns;
  const named = (name: 'charge' | 'discharge') =>
    ({ label: `${history.commanded}: ${command[name]}`, unit: 'W', kind: 'number' }) as const;
  const columns = [time!, named('charge'), named('discharge'), ...others];
  const nothing = others.map(() => null);
  const rows = new Map<TableCell, TableCell[]>(
    measured.rows.map(([atMs, ...values]) => [atMs, [atMs, null, null, ...values]]),
  );
  for (const [i, samples] of [commanded?.chargeW ?? [], commanded?.dischargeW ?? []].entries())
    for (const { atMs, value } of samples) {
      const row = rows.get(atMs) ?? [atMs, null, null, ...nothing];
      row[1 + i] = value;
      rows.set(atMs, row);
    }
  return { columns, rows: [...rows.values()].sort((a, b) => Number(a[0]) - Number(b[0])) };
}
