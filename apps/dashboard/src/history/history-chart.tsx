import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { fixedScales, powerSeries, reportedBy } from '../battery/power-series.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame } from '../charts/chart-frame.js';
import { timeRange } from '../range/time-range.js';
import type { ChartShape } from '../range/time-span.js';
import { drawnChart } from '../series/drawn-chart.js';
import { sharedLook, spanNow } from '../series/looked-at.js';
import { seriesTable } from '../series/series-table.js';
import { useSeries } from '../series/use-series.js';
import { texts } from '../texts/language.js';
import { commandedSeries } from './commanded-series.js';
import { historyTable } from './history-table.js';
import { useCommanded } from './use-commanded.js';
import type { Refresh } from './use-refresh.js';

interface HistoryChartProps {
  battery: DeviceSnapshot | undefined;
  shape: ReadonlySignal<ChartShape>;
  refresh: Refresh;
}

const heightPx = 460;
/** Windows of one series; bars must stay wide enough to see. */
const mostWindows = { line: 900, bar: 96 } as const;

/** Commanded power above measured power and state of charge, over the shared range. */
export function HistoryChart({ battery, shape, refresh }: HistoryChartProps) {
  const { site, live } = useAppState();
  const t = texts.value;
  const series = battery ? reportedBy(battery, powerSeries(battery, t, { grid: 1, shape: shape.value })) : [];
  const measured = useSeries({ series, range: sharedLook, maxPoints: mostWindows[shape.value] });
  const told = useCommanded(shape, refresh);
  const isEmpty = useComputed(() => {
    void measured.changes.value;
    const { chargeW = [], dischargeW = [] } = told.value.commanded ?? {};
    const buffers = [...(measured.view.value.loaded?.buffers.values() ?? [])];
    return chargeW.length + dischargeW.length === 0 && buffers.every(({ length }) => length === 0);
  });
  const { commanded } = told.value;
  const { loaded } = measured.view.value;
  const retry = (): void => {
    measured.retry();
    refresh.again();
  };
  return (
    <ChartCard
      title={t.history.power}
      summary={t.history.summary(t.history.rangeNames[timeRange.value.preset])}
      legend={[
        { label: `${t.history.commanded}: ${t.command.charge}`, colour: 'charge' },
        { label: `${t.history.commanded}: ${t.command.discharge}`, colour: 'discharge' },
        { label: `${t.history.measured}: ${t.inDirection.charging}`, colour: 'charge' },
        { label: `${t.history.measured}: ${t.inDirection.discharging}`, colour: 'discharge' },
        { label: t.metric.soc, colour: 'soc' },
      ]}
      isLoading={told.value.isLoading || measured.view.value.isLoading}
      isEmpty={isEmpty.value}
      emptyText={t.history.empty}
      failure={told.value.failure ?? measured.view.value.failure}
      onRetry={retry}
      partial={commanded?.partial ?? loaded?.partial}
      table={() => historyTable(commanded, seriesTable(series, loaded, texts.peek()), texts.peek())}
      fileName={t.history.power}
      heightPx={heightPx}
      build={(charts) => {
        const { value: view } = measured.view;
        const { value: orders } = told;
        if (!view.loaded || !orders.commanded) return undefined;
        void measured.changes.value;
        const span = spanNow(sharedLook.value, live.nowMs.value);
        const drawing = { shape: shape.value, heldUntilMs: Math.min(span.toMs, live.nowMs.value) };
        const chart = drawnChart(
          series,
          view.loaded,
          { fixed: fixedScales(view.loaded, 1) },
          heightPx,
          texts.value,
        );
        const above = commandedSeries(orders.commanded, drawing, charts, texts.value);
        return charts.seriesOption(
          { ...chart, series: [...above, ...chart.series] },
          chartFrame(span, timeZoneOf(site.value), texts.value),
        );
      }}
    />
  );
}
