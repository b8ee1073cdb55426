import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { RawRowsView } from '../history/raw-rows-view.js';
import { StatisticsTable } from '../history/statistics-table.js';
import { useRefresh } from '../history/use-refresh.js';
import { useStatistics } from '../history/use-statistics.js';
import { timeRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { CellCharts } from './cell-charts.js';
import { mainValues, otherValues } from './cell-values.js';
import { HistoryHead, historyTitleId } from '../history/history-head.js';

/** Rows of the table: as many as the predecessor's page kept. */
const newestRows = 100;

/** What a cell measured: charts, statistics and rows over the shared range. */
export function CellHistory({ cell }: { cell: ReadonlySignal<DeviceSnapshot | undefined> }) {
  const { site } = useAppState();
  const refresh = useRefresh(timeRange);
  const columns = useComputed(() => [
    ...mainValues,
    ...otherValues.filter(({ metric }) => cell.value?.metrics[metric] !== undefined),
  ]);
  const source = useComputed(
    () => cell.value && { device: cell.value.device, metrics: columns.value.map(({ metric }) => metric) },
  );
  const statistics = useStatistics(source, refresh);
  const t = texts.value;
  return (
    <section class="history" aria-labelledby={historyTitleId}>
      <HistoryHead refresh={refresh} />
      <CellCharts cell={cell.value} />
      <StatisticsTable title={t.cell.statistics} rows={columns.value} view={statistics.value} />
      <div class="panel raw raw-tall">
        <RawRowsView
          title={t.cell.newest}
          source={source}
          columns={columns.value}
          pageSize={newestRows}
          refresh={refresh}
        />
      </div>
      <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
    </section>
  );
}
