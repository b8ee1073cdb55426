import type { DeviceEntry } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { useRefresh } from '../history/use-refresh.js';
import { timeRange } from '../range/time-range.js';
import { texts } from '../texts/language.js';
import { SensorCharts } from './sensor-charts.js';
import { SensorRows } from './sensor-rows.js';
import type { SensorSeries } from './sensor-series.js';
import { SensorStatistics } from './sensor-statistics.js';
import { HistoryHead, historyTitleId } from '../history/history-head.js';

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
    <section class="sensor-history" aria-labelledby={historyTitleId}>
      <HistoryHead refresh={refresh} />
      <SensorCharts series={series} thresholds={thresholds} />
      <SensorStatistics series={series} />
      <SensorRows key={series.map(({ key }) => key).join()} series={series} refresh={refresh} />
      <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
    </section>
  );
}
