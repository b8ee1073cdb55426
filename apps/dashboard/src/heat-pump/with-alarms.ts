import { isRaised } from '@kilowatch/charts/raised';
import type { TableData } from '../charts/table-data.js';
import { seriesKeyOf } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import type { RaisedAlarms } from './use-alarms.js';

/** The table, whose rows begin with the time of a window, and for each alarm whether it was on until the next row. */
export function withAlarms(
  { columns, rows }: TableData,
  { series, loaded }: RaisedAlarms,
  { devices }: Pick<Texts, 'devices'>,
): TableData {
  const raised = series.flatMap((one) => loaded?.buffers.get(seriesKeyOf(one)) ?? []);
  const words = (fromMs: number, toMs: number): string[] =>
    raised.map((buffer) =>
      isRaised(buffer.view(), buffer.stepMs, { fromMs, toMs }) ? devices.on : devices.off,
    );
  const timeOf = (place: number): number => Number(rows[place]?.[0] ?? loaded?.span.toMs ?? 0);
  return {
    columns: [...columns, ...series.map(({ label }) => ({ label, kind: 'text' as const }))],
    rows: rows.map((row, i) => [...row, ...words(timeOf(i), timeOf(i + 1))]),
  };
}
