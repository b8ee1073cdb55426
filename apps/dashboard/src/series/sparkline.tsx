import { useComputed, useSignal } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { valueText } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { type SeriesColour, type SeriesKey, seriesKeyOf } from './charted-series.js';
import { type LookedAt, spanNow } from './looked-at.js';
import { sparkPaths } from './spark-paths.js';
import { useSeries } from './use-series.js';

interface SparklineProps extends SeriesKey {
  /** For those who cannot see it. */
  label?: string;
  unit?: string;
  colour?: SeriesColour;
  minutes?: number;
}

const usualMinutes = 15;
const points = 90;

/** A small line of the last minutes, with the envelope of its extremes, broken where nothing was heard. Without the chart code. */
export function Sparkline({
  device,
  metric,
  index,
  label = metric,
  unit = '',
  colour,
  minutes,
}: SparklineProps) {
  const { live } = useAppState();
  const range = useSignal<LookedAt>({ lastMs: (minutes ?? usualMinutes) * 60_000 });
  const series = [{ device, metric, index }];
  const { view, changes } = useSeries({ series, range, maxPoints: points });
  const paths = useComputed(() => {
    void [changes.value, live.nowMs.value];
    const buffer = view.value.loaded?.buffers.get(seriesKeyOf({ device, metric, index }));
    return buffer && sparkPaths(buffer.view(), spanNow(range.value, live.nowMs.value));
  });
  const t = texts.value;
  const format = formatFor(t.locale);
  const { value: drawn } = paths;
  const words = drawn
    ? t.chart.lately(label, valueText(drawn.low, unit, format), valueText(drawn.high, unit, format))
    : t.chart.quiet(label);
  return (
    <svg
      class="sparkline"
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
      style={{ color: `var(--${colour ?? 'series-1'})` }}
    >
      {drawn && <path class="sparkline-envelope" d={drawn.envelope} />}
      {drawn && <path class="sparkline-line" d={drawn.line} vector-effect="non-scaling-stroke" />}
    </svg>
  );
}
