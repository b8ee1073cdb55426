import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { MeasuredCharts } from '../battery/measured-charts.js';
import { timeRange } from '../range/time-range.js';
import type { ChartShape } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { DemoHistory } from './demo-history.js';
import { HistoryChart } from './history-chart.js';
import { columnsOf, type RawColumn } from './raw-columns.js';
import { RawTable } from './raw-table.js';
import { ShapePicker } from './shape-picker.js';
import { StatisticsTable } from './statistics-table.js';
import { useRefresh } from './use-refresh.js';
import { useStatistics } from './use-statistics.js';
import { HistoryHead, historyTitleId } from './history-head.js';

const commanded = columnsOf('commanded');
const measured = columnsOf('measured').filter(({ metric }) => metric !== 'setpointW');
const metricsOf = (columns: readonly RawColumn[]): string[] => columns.map(({ metric }) => metric);

/** What the battery was told and what it did, over any time. */
export function HistoryPanel({ battery }: { battery: ReadonlySignal<DeviceSnapshot | undefined> }) {
  const { site } = useAppState();
  const device = useComputed(() => battery.value?.device);
  const isDemo = useComputed(() => battery.value?.isDemo === true);
  const shape = useSignal<ChartShape>('line');
  const refresh = useRefresh(timeRange);
  const told = useSignal({ device: commandedBattery, metrics: metricsOf(commanded) });
  const done = useComputed(() =>
    device.value === undefined ? undefined : { device: device.value, metrics: metricsOf(measured) },
  );
  const toldStatistics = useStatistics(told, refresh);
  const doneStatistics = useStatistics(done, refresh);
  const t = texts.value;
  return (
    <section class="history" aria-labelledby={historyTitleId}>
      <HistoryHead refresh={refresh}>
        <ShapePicker shape={shape} />
      </HistoryHead>
      <HistoryChart battery={battery.value} shape={shape} refresh={refresh} />
      <MeasuredCharts battery={battery} />
      <div class="statistics-pair">
        <StatisticsTable title={t.statistics.title} rows={commanded} view={toldStatistics.value} />
        <StatisticsTable title={t.statistics.measured} rows={measured} view={doneStatistics.value} />
      </div>
      <RawTable device={device} refresh={refresh} />
      <div class="history-foot">
        <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
        {isDemo.value && device.value !== undefined && (
          <DemoHistory device={device.value} onDeleted={refresh.again} />
        )}
      </div>
    </section>
  );
}
