import { type ReadonlySignal, useComputed } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame } from '../charts/chart-frame.js';
import { timeRange } from '../range/time-range.js';
import type { ChartShape } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { historyTable } from './history-table.js';
import { isEmpty } from './load-history.js';
import type { HistoryView } from './use-history.js';

interface HistoryChartProps {
  view: ReadonlySignal<HistoryView>;
  shape: ReadonlySignal<ChartShape>;
  onRetry: () => void;
}

const heightPx = 464;

/** Commanded power above measured power and state of charge. */
export function HistoryChart({ view, shape, onRetry }: HistoryChartProps) {
  const { site, live } = useAppState();
  const history = useComputed(() => view.value.history);
  const t = texts.value;
  const { failure, isLoading } = view.value;
  const { commanded, measured } = t.history;
  return (
    <ChartCard
      title={t.history.power}
      summary={t.history.summary(t.history.rangeNames[timeRange.value.preset])}
      legend={[
        { label: `${commanded}: ${t.command.charge}`, colour: 'charge' },
        { label: `${commanded}: ${t.command.discharge}`, colour: 'discharge' },
        { label: `${measured}: ${t.inDirection.charging}`, colour: 'charge' },
        { label: `${measured}: ${t.inDirection.discharging}`, colour: 'discharge' },
        { label: t.metric.soc, colour: 'soc' },
      ]}
      isLoading={isLoading}
      isEmpty={history.value === undefined || isEmpty(history.value)}
      emptyText={t.history.empty}
      failure={failure}
      onRetry={onRetry}
      partial={history.value?.partial}
      table={() => historyTable(history.peek(), texts.peek())}
      fileName={t.history.power}
      heightPx={heightPx}
      build={(charts) => {
        const loaded = history.value;
        if (!loaded) return undefined;
        const { span, stepMs, points, areCommandsExact } = loaded;
        const heldUntilMs = Math.min(span.toMs, live.serverNowMs());
        return charts.historyOption(
          points,
          { kind: shape.value, stepMs, areCommandsExact, heldUntilMs },
          chartFrame(span, timeZoneOf(site.value), texts.value),
        );
      }}
    />
  );
}
