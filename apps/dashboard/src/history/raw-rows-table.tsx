import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import type { RawColumn } from './raw-columns.js';
import type { Row, RowValue } from './rows.js';
import type { RawRows } from './use-raw-rows.js';
import { RawHead } from './table-heads.js';

interface RawRowsTableProps {
  title: string;
  view: RawRows;
  columns: readonly RawColumn[];
}

/** One page of rows; it scrolls sideways where it does not fit. */
export function RawRowsTable({ title: name, view, columns }: RawRowsTableProps) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={name}>
      <table class="table raw-table" key={view.rows.length > 0}>
        <RawHead columns={columns} />
        <tbody>
          {view.rows.map((row) => (
            <RawRow key={row.atMs} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {view.rows.length === 0 && (
        <p class="hint table-empty">
          <Worded text={emptyText(view)} />
        </p>
      )}
    </div>
  );
}

function emptyText({ failure, isLoading }: RawRows): string {
  const { history, table } = texts.value;
  if (failure !== undefined) return history.failed(failure);
  return isLoading ? history.loading : table.empty;
}

function RawRow({ row: { atMs, values }, columns }: { row: Row; columns: readonly RawColumn[] }) {
  const { site } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  return (
    <tr>
      <th scope="row">
        <time dateTime={new Date(atMs).toISOString()}>{format.dateTime(atMs, timeZoneOf(site.value))}</time>
      </th>
      {columns.map(({ metric, show }) => (
        <td key={metric}>
          <RawValue value={values.get(metric)} show={(value) => show(value, t, format)} />
        </td>
      ))}
    </tr>
  );
}

/** A number, and in a word what is doubtful about it; that of a sensor that is not there is none. */
function RawValue({ value, show }: { value: RowValue | undefined; show: (value: number) => string }) {
  if (value === undefined) return null;
  const { quality } = value;
  return (
    <>
      {quality && <span class="table-doubt">{texts.value.battery.quality[quality]} </span>}
      {quality !== 'missing' && show(value.value)}
    </>
  );
}
