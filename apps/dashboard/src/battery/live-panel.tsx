import { useComputed, useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame } from '../charts/chart-frame.js';
import type { ChartedSeries } from '../series/charted-series.js';
import { drawnChart } from '../series/drawn-chart.js';
import { type LookedAt, spanNow } from '../series/looked-at.js';
import { seriesTable } from '../series/series-table.js';
import { useSeries } from '../series/use-series.js';
import { texts } from '../texts/language.js';
import { fixedScales, powerSeries, reportedBy } from './power-series.js';

/** How far back the live chart looks: in windows of a second. */
const trailMs = 600_000;
const maxPoints = 600;
const heightPx = 252;

/** The last minutes, moving. */
export function LivePanel({ battery }: { battery: DeviceSnapshot | undefined }) {
  const { live, site } = useAppState();
  const range = useSignal<LookedAt>({ lastMs: trailMs });
  const t = texts.value;
  const series = battery
    ? reportedBy(battery, [...powerSeries(battery, t, { grid: 0, shape: 'line' }), setpointOf(battery)])
    : [];
  const { view, changes, retry } = useSeries({ series, range, maxPoints });
  const isEmpty = useComputed(() => {
    void changes.value;
    return [...(view.value.loaded?.buffers.values() ?? [])].every(({ length }) => length === 0);
  });
  return (
    <div class="live-panel">
      <ChartCard
        title={t.live.title}
        summary={t.live.summary}
        legend={[
          { label: t.direction.charging, colour: 'charge' },
          { label: t.direction.discharging, colour: 'discharge' },
          { label: t.metric.setpoint, colour: 'setpoint', isDashed: true },
          { label: t.metric.soc, colour: 'soc' },
        ]}
        isLoading={view.value.isLoading}
        isEmpty={isEmpty.value}
        emptyText={t.live.empty}
        failure={view.value.failure}
        onRetry={retry}
        partial={view.value.loaded?.partial}
        table={() => seriesTable(series, view.peek().loaded, texts.peek())}
        fileName={`${t.live.title} ${battery?.device ?? ''}`}
        heightPx={heightPx}
        isZoomable={false}
        build={(charts) => {
          const { loaded } = view.value;
          if (!loaded) return undefined;
          void changes.value;
          const frame = chartFrame(
            spanNow(range.value, live.nowMs.value),
            timeZoneOf(site.value),
            texts.value,
          );
          const decoration = { fixed: fixedScales(loaded, 0) };
          return charts.seriesOption(drawnChart(series, loaded, decoration, heightPx, texts.value), frame);
        }}
      />
    </div>
  );
}

const setpointOf = ({ device }: DeviceSnapshot): ChartedSeries => ({
  device,
  metric: 'setpointW',
  label: texts.value.metric.setpoint,
  unit: 'W',
  colour: 'setpoint',
  shape: 'step',
  isDashed: true,
  isSignedPower: true,
});
