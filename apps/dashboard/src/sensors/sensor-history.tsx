import type { DeviceEntry } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { RefreshPicker } from '../history/refresh-picker.js';
import { useRefresh } from '../history/use-refresh.js';
import { RangePicker } from '../range/range-picker.js';
import { timeRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { SensorCharts } from './sensor-charts.js';
import { SensorRows } from './sensor-rows.js';
import type { SensorSeries } from './sensor-series.js';
import { SensorStatistics } from './sensor-statistics.js';

interface SensorHistoryProps {
  series: readonly SensorSeries[];
  thresholds: DeviceEntry['thresholds'];
}

/** What a device measured over the shared range: a chart of each metric, what it came to, and every value. */
export function SensorHistory({ series, thresholds }: SensorHistoryProps) {
  const { site } = useAppState();
  const refresh = useRefresh(timeRange);
  const t = texts.value;
  if (series.length === 0) return null;
  return (
    <section class="sensor-history" aria-labelledby="history-title">
      <div class="section-head">
        <h2 id="history-title">{t.history.title}</h2>
        <RangePicker />
        <RefreshPicker onRefresh={refresh.again} />
      </div>
      <SensorCharts series={series} thresholds={thresholds} />
      <SensorStatistics series={series} />
      <SensorRows key={series.map(({ key }) => key).join()} series={series} refresh={refresh} />
      <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
    </section>
  );
}
