import { type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { timeRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { CsvButton } from './csv-button.js';
import type { RawColumn } from './raw-columns.js';
import { RawRowsTable } from './raw-rows-table.js';
import type { RawSource } from './raw-values.js';
import type { Refresh } from './use-refresh.js';
import { type RawRows, useRawRows } from './use-raw-rows.js';

interface RawRowsViewProps {
  title: string;
  source: ReadonlySignal<RawSource | undefined>;
  columns: readonly RawColumn[];
  pageSize: number;
  refresh: Refresh;
  /** Beside the title. */
  children?: ComponentChildren;
}

/** The stored values themselves over the shared range, newest first, page by page; all of them as a file. */
export function RawRowsView({ title, source, columns, pageSize, refresh, children }: RawRowsViewProps) {
  const view = useRawRows({ source, range: timeRange, pageSize, refresh });
  return (
    <>
      <div class="panel-head">
        <h2>{title}</h2>
        {children}
        <CsvButton source={source} range={timeRange} />
      </div>
      <RawRowsTable title={title} view={view.value} columns={columns} />
      <Pager view={view.value} />
    </>
  );
}

function Pager({ view: { page, hasOlder, newer, older } }: { view: RawRows }) {
  const { table } = texts.value;
  return (
    <div class="pager">
      <button class="button button-small button-quiet" type="button" disabled={page === 1} onClick={newer}>
        ← {table.newer}
      </button>
      <span class="hint">{table.page(page)}</span>
      <button class="button button-small button-quiet" type="button" disabled={!hasOlder} onClick={older}>
        {table.older} →
      </button>
    </div>
  );
}
