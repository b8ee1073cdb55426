import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { DemoHistory } from './demo-history.js';
import { HistoryChart } from './history-chart.js';
import { timeRange } from '../range/time-range.js';
import type { ChartShape } from '../range/time-span.js';
import { RangePicker } from '../range/range-picker.js';
import { RawTable } from './raw-table.js';
import { ShapePicker } from './shape-picker.js';
import { StatisticsTable } from './statistics-table.js';
import { useHistory } from './use-history.js';
import { useRefresh } from './use-refresh.js';

interface HistoryPanelProps {
  device: ReadonlySignal<string | undefined>;
  isDemo: boolean;
}

/** What the battery was told and what it did, over any time. */
export function HistoryPanel({ device, isDemo }: HistoryPanelProps) {
  const { site } = useAppState();
  const range = timeRange;
  const shape = useSignal<ChartShape>('line');
  const attempt = useSignal(0);
  const refresh = useRefresh(range);
  const view = useHistory({ device, range, shape, attempt, refresh });
  const statistics = useComputed(() => view.value.statistics);
  const t = texts.value;
  const readAgain = (): void => {
    attempt.value++;
  };
  return (
    <section class="panel history-panel" aria-labelledby="history-title">
      <div class="panel-head history-head">
        <h2 id="history-title">{t.history.title}</h2>
        <RangePicker />
        <ShapePicker shape={shape} />
      </div>
      <HistoryChart view={view} shape={shape} range={range} onRetry={readAgain} />
      <div class="history-foot">
        <StatisticsTable statistics={statistics.value} />
        <p class="hint">{t.history.timeZone(timeZoneOf(site.value))}</p>
        {isDemo && device.value !== undefined && <DemoHistory device={device.value} onDeleted={readAgain} />}
      </div>
      <RawTable device={device} range={range} attempt={attempt} refresh={refresh} />
    </section>
  );
}
