import { type ReadonlySignal, type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { texts } from '../texts/language.js';
import { CsvButton } from './csv-button.js';
import type { TimeRange } from '../range/time-span.js';
import { columnsOf, type SourceName } from './raw-columns.js';
import { RawRowsTable } from './raw-rows-table.js';
import type { RawSource } from './raw-values.js';
import { type RawRows, useRawRows } from './use-raw-rows.js';

interface RawTableProps {
  device: ReadonlySignal<string | undefined>;
  range: ReadonlySignal<TimeRange>;
  attempt: ReadonlySignal<number>;
  refresh: ReadonlySignal<number>;
}

const sources: readonly SourceName[] = ['measured', 'commanded'];

/** The stored values themselves, newest first. */
export function RawTable({ device, range, attempt, refresh }: RawTableProps) {
  const { live } = useAppState();
  const name = useSignal<SourceName>('measured');
  const source = useComputed((): RawSource | undefined => {
    const from = name.value === 'commanded' ? commandedBattery : device.value;
    return from === undefined
      ? undefined
      : { device: from, metrics: columnsOf(name.value).map(({ metric }) => metric) };
  });
  const view = useRawRows({ source, range, attempt, refresh });
  useSignalEffect(() => {
    if (live.hasSnapshot.value && device.value === undefined) name.value = 'commanded';
  });
  return (
    <div class="raw">
      <div class="panel-head">
        <h3>{texts.value.table.title}</h3>
        <SourcePicker name={name} />
        <CsvButton source={source} range={range} />
      </div>
      <RawRowsTable view={view.value} columns={columnsOf(name.value)} />
      <Pager view={view.value} />
    </div>
  );
}

function SourcePicker({ name }: { name: Signal<SourceName> }) {
  const t = texts.value;
  return (
    <fieldset class="segments segments-small">
      <legend class="visually-hidden">{t.table.source}</legend>
      {sources.map((one) => (
        <label key={one} class="segment">
          <input
            type="radio"
            name="source"
            checked={name.value === one}
            onChange={() => (name.value = one)}
          />
          <span>{t.history[one]}</span>
        </label>
      ))}
    </fieldset>
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
