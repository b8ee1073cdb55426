import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { ChartFrame } from './axes.js';
import type { ChartPoint } from './gaps.js';

type Colour = Exclude<NonNullable<LineSeriesOption['color']>, readonly unknown[]>;

/** Part of the height around zero that is drawn as idle. */
const idleBand = 0.012;

/** A vertical blend with a hard edge at zero: discharge above, charge below, neutral on the line itself. */
function signColour(points: readonly ChartPoint[], frame: ChartFrame): Colour {
  const { charge, discharge, mutedInk } = frame.theme;
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  if (high === 0 && low === 0) return mutedInk;
  const zero = high / (high - low);
  const [above, below] = [Math.max(0, zero - idleBand), Math.min(1, zero + idleBand)];
  const stops = [
    { offset: 0, color: discharge },
    { offset: above, color: discharge },
    { offset: above, color: mutedInk },
    { offset: below, color: mutedInk },
    { offset: below, color: charge },
    { offset: 1, color: charge },
  ];
  return { type: 'linear', x: 0, y: 0, x2: 0, y2: 1, colorStops: stops };
}

type LineItem = NonNullable<LineSeriesOption['data']>[number];

const dot = { symbol: 'circle', symbolSize: 4 };

const isMissing = (point: ChartPoint | undefined): boolean => point === undefined || point[1] === null;

/** The line's items; a point between two gaps makes no line, so it is drawn as a dot. */
function itemsOf(points: readonly ChartPoint[]): { items: LineItem[]; hasDots: boolean } {
  let hasDots = false;
  const items = points.map(([atMs, value], i): LineItem => {
    if (value === null) return [atMs, '-'];
    if (!isMissing(points[i - 1]) || !isMissing(points[i + 1])) return [atMs, value];
    hasDots = true;
    return { value: [atMs, value], ...dot };
  });
  return { items, hasDots };
}

/** A thin line without symbols but for lonely points, thinned out by LTTB when there are more points than pixels. */
export function line(name: string, data: readonly ChartPoint[]): LineSeriesOption {
  const { items, hasDots } = itemsOf(data);
  return {
    type: 'line',
    name,
    data: items,
    showSymbol: hasDots,
    symbol: hasDots ? 'none' : 'circle',
    symbolSize: 6,
    sampling: 'lttb',
    connectNulls: false,
    emphasis: { disabled: true },
  };
}

/** Writes numbers; a gap is a dash. */
export const orDash =
  (write: (value: number) => string) =>
  (value: unknown): string =>
    typeof value === 'number' ? write(value) : '–';

/** Bars of windows, never wider than a finger and never too thin to see. */
export const bars = (name: string, data: BarSeriesOption['data']): BarSeriesOption => ({
  type: 'bar',
  name,
  data,
  barMaxWidth: 24,
  barMinWidth: 1,
  barGap: '10%',
  emphasis: { disabled: true },
});

/** Signed power as a line over a faint area, coloured by direction. Format in words, never by sign. */
export function powerLine(points: readonly ChartPoint[], frame: ChartFrame): LineSeriesOption {
  const color = signColour(points, frame);
  return {
    ...line(frame.texts.power, points),
    color,
    lineStyle: { width: 2, color },
    areaStyle: { color, opacity: 0.14, origin: 0 },
    itemStyle: { color: frame.theme.ink },
    tooltip: { valueFormatter: orDash((value) => frame.texts.signedPower(value)) },
  };
}
