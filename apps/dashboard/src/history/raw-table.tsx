import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { commandedBattery } from '../battery/choose-battery.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { CsvButton } from './csv-button.js';
import type { HistoryRange } from './range.js';
import type { RawSource } from './raw-values.js';
import { columnsOf, type SourceName } from './raw-columns.js';
import { useRawRows } from './use-raw-rows.js';

interface RawTableProps {
  device: ReadonlySignal<string | undefined>;
  range: ReadonlySignal<HistoryRange>;
  attempt: ReadonlySignal<number>;
}

const sources: readonly SourceName[] = ['measured', 'commanded'];

/** The stored values themselves, newest first. */
export function RawTable({ device, range, attempt }: RawTableProps) {
  const { site, live } = useAppState();
  const name = useSignal<SourceName>('measured');
  const source = useComputed((): RawSource | undefined => {
    const from = name.value === 'commanded' ? commandedBattery : device.value;
    return from === undefined
      ? undefined
      : { device: from, metrics: columnsOf(name.value).map(({ metric }) => metric) };
  });
  const view = useRawRows({ source, range, attempt });
  useSignalEffect(() => {
    if (live.hasSnapshot.value && device.value === undefined) name.value = 'commanded';
  });
  const t = texts.value;
  const format = formatFor(t.locale);
  const timeZone = timeZoneOf(site.value);
  const columns = columnsOf(name.value);
  const { rows, page, hasOlder } = view.value;
  return (
    <div class="raw">
      <div class="panel-head">
        <h3>{t.table.title}</h3>
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
        <CsvButton source={source} range={range} />
      </div>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={t.table.title}>
        <table class="table raw-table">
          <thead>
            <tr>
              <th scope="col">{t.table.time}</th>
              {columns.map(({ metric, title, unit }) => (
                <th key={metric} scope="col">
                  {title(t)} <span class="th-unit">{unit}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ atMs, values }) => (
              <tr key={atMs}>
                <th scope="row">
                  <time dateTime={new Date(atMs).toISOString()}>{format.dateTime(atMs, timeZone)}</time>
                </th>
                {columns.map(({ metric, show }) => {
                  const value = values.get(metric);
                  return <td key={metric}>{value === undefined ? '' : show(value, t, format)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && (
          <p class="hint table-empty">{view.value.isLoading ? t.history.loading : t.table.empty}</p>
        )}
      </div>
      <div class="pager">
        <button
          class="button button-small button-quiet"
          type="button"
          disabled={page === 1}
          onClick={view.value.newer}
        >
          ← {t.table.newer}
        </button>
        <span class="hint">{t.table.page(page)}</span>
        <button
          class="button button-small button-quiet"
          type="button"
          disabled={!hasOlder}
          onClick={view.value.older}
        >
          {t.table.older} →
        </button>
      </div>
    </div>
  );
}
