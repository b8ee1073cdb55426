import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import type { TableCell, TableColumn, TableData } from './table-data.js';

/** A page of a browser is no spreadsheet: the file has all of them. */
const mostRows = 200;

interface ChartTableProps {
  /** Reads signals: the table goes on with them, and the card around it is left alone. */
  table: () => TableData;
  title: string;
}

/** What the chart shows, in numbers, the newest first. */
export function ChartTable({ table, title }: ChartTableProps) {
  const data = table();
  const { site } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  const timeZone = timeZoneOf(site.value);
  const words = (cell: TableCell, { kind }: TableColumn): string => {
    if (cell === null || cell === undefined) return '–';
    if (typeof cell === 'string') return cell;
    return kind === 'time' ? format.dateTime(cell, timeZone) : format.measured(cell);
  };
  const isTimed = data.columns[0]?.kind === 'time';
  const rows = isTimed ? data.rows.slice(-mostRows).toReversed() : data.rows.slice(0, mostRows);
  return (
    <div class="chart-table" tabIndex={0} role="region" aria-label={t.chart.tableOf(title)}>
      <table class="table">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {data.columns.map(({ label, unit }) => (
              <th key={label} scope="col" dir="auto">
                {label}
                {unit && <span class="th-unit"> {unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((cell, i) => {
                const column = data.columns[i]!;
                return i === 0 ? (
                  <th key={column.label} scope="row">
                    {words(cell, column)}
                  </th>
                ) : (
                  <td key={column.label}>{words(cell, column)}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {data.rows.length > rows.length && (
        <p class="hint">{t.chart.tableCut(format.count(rows.length), format.count(data.rows.length))}</p>
      )}
    </div>
  );
}
