import { useComputed, useSignal } from '@preact/signals';
import { timeZoneOf, useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame } from '../charts/chart-frame.js';
import { texts } from '../texts/language.js';
import { wasRaised } from './alarm-series.js';
import { type ChartedSeries, seriesKeyOf } from './charted-series.js';
import { type ChartDecoration, drawnChart } from './drawn-chart.js';
import { type LookedAt, sharedLook, spanNow } from './looked-at.js';
import { seriesTable } from './series-table.js';
import { useSeries } from './use-series.js';

interface SeriesChartProps extends ChartDecoration {
  title: string;
  series: readonly ChartedSeries[];
  /** For those who cannot see it; else made of the names of the series. */
  summary?: string;
  emptyText?: string;
  heightPx?: number;
  fileName?: string;
}

/** Windows of one series; a wide screen has about as many pixels. */
const usualPoints = 900;
/** Bars must stay wide enough to see. */
const mostBars = 96;

/** Series of any devices over the shared range of the page; live values go on by themselves. */
export function SeriesChart(props: SeriesChartProps) {
  const { title, series, heightPx = 240, emptyText } = props;
  const { live, site } = useAppState();
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const maxPoints = series.some(({ shape }) => shape === 'bar') ? mostBars : usualPoints;
  const { view, changes, retry } = useSeries({ series, range: sharedLook, maxPoints });
  const isEmpty = useComputed(() => {
    void changes.value;
    const alarms = new Set(series.filter(isAlarm).map(seriesKeyOf));
    const { buffers = [] } = view.value.loaded ?? {};
    return [...buffers].every(([key, { length }]) => length === 0 || alarms.has(key));
  });
  const quiet = useComputed(() => {
    void changes.value;
    const { loaded } = view.value;
    return JSON.stringify(series.filter((one) => isAlarm(one) && !wasRaised(one, loaded)).map(seriesKeyOf));
  });
  const nowMs = useComputed(() => inPixels(live.nowMs.value, sharedLook.value, maxPoints));
  const t = texts.value;
  const toggle = (key: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(key)) next.add(key);
    hidden.value = next;
  };
  // What was not raised is not told of: a legend of what there is not would alarm.
  const untold = JSON.parse(quiet.value) as string[];
  const told = series.filter((one) => !untold.includes(seriesKeyOf(one)));
  const shown = (): readonly ChartedSeries[] => series.filter((one) => !hidden.value.has(seriesKeyOf(one)));
  return (
    <ChartCard
      title={title}
      summary={props.summary ?? t.chart.summary(told.map(({ label }) => label).join(', '))}
      legend={told.map((one) => ({
        label: one.label,
        colour: one.colour,
        isDashed: one.isDashed,
        isSpan: isAlarm(one),
        isHidden: hidden.value.has(seriesKeyOf(one)),
        onToggle: series.length > 1 ? () => toggle(seriesKeyOf(one)) : undefined,
      }))}
      isLoading={view.value.isLoading}
      isEmpty={isEmpty.value}
      {...(emptyText !== undefined && { emptyText })}
      failure={view.value.failure}
      onRetry={retry}
      partial={view.value.loaded?.partial}
      table={() => {
        void changes.value;
        return seriesTable(shown(), view.value.loaded, texts.value);
      }}
      fileName={props.fileName ?? `${title} ${series[0]?.device ?? ''}`}
      heightPx={heightPx}
      build={(charts) => {
        const { loaded } = view.value;
        if (!loaded) return undefined;
        void changes.value;
        const span = spanNow(sharedLook.value, nowMs.value);
        const frame = chartFrame(span, timeZoneOf(site.value), texts.value);
        return charts.seriesOption(drawnChart(shown(), loaded, props, heightPx, texts.value), frame);
      }}
    />
  );
}

const isAlarm = ({ shape }: ChartedSeries): boolean => shape === 'alarm';

/** The time in steps of half a pixel: a chart of a day need not be drawn every second. */
function inPixels(nowMs: number, looked: LookedAt, pixels: number): number {
  const { fromMs, toMs } = spanNow(looked, nowMs);
  const stepMs = (toMs - fromMs) / pixels / 2;
  return Math.ceil(nowMs / stepMs) * stepMs;
}
