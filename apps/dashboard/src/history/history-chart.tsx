import { type ReadonlySignal, useComputed } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { chartFrame } from '../charts/chart-frame.js';
import { ChartPanel } from '../charts/chart-panel.js';
import { Legend } from '../charts/legend.js';
import { texts } from '../texts/language.js';
import { isEmpty } from './load-history.js';
import type { ChartShape, TimeRange } from '../range/time-span.js';
import type { HistoryView } from './use-history.js';

interface HistoryChartProps {
  view: ReadonlySignal<HistoryView>;
  shape: ReadonlySignal<ChartShape>;
  range: ReadonlySignal<TimeRange>;
  onRetry: () => void;
}

/** Commanded power above measured power, and why there is nothing where there is nothing. */
export function HistoryChart({ view, shape, range, onRetry }: HistoryChartProps) {
  const { site, live } = useAppState();
  const history = useComputed(() => view.value.history);
  const t = texts.value;
  const { failure, isLoading } = view.value;
  const partial = history.value?.partial;
  const isNothing = !isLoading && !failure && history.value !== undefined && isEmpty(history.value);
  return (
    <>
      <div class="history-legends">
        <span class="label">{t.history.commanded}</span>
        <Legend entries={['charge', 'discharge']} />
        <span class="label">{t.history.measured}</span>
        <Legend entries={['charging', 'discharging', 'soc']} />
      </div>
      {partial !== undefined && (
        <p class="hint hint-warning" role="status">
          {t.history.partial(partial)}
        </p>
      )}
      <div class="chart-area">
        <ChartPanel
          kind="history"
          summary={t.history.summary(t.history.rangeNames[range.value.preset])}
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
        {isNothing && <p class="chart-empty">{t.history.empty}</p>}
        {isLoading && <p class="chart-empty">{t.history.loading}</p>}
        {failure && (
          <p class="chart-empty chart-failed" role="alert">
            {t.history.failed(failure)}{' '}
            <button class="button button-small" type="button" onClick={onRetry}>
              {t.history.retry}
            </button>
          </p>
        )}
      </div>
    </>
  );
}
