import { alarmLines, alarmSeries } from './alarm-series.js';
import { bandSeries, timeMarks, valueMarks } from './band-series.js';
import { type ChartFrame, timeAxis } from './axes.js';
import type { ChartOption, ChartSeries, TimeChart } from './chart-option.js';
import { neighbour, readAll } from './cursor-readings.js';
import type { AxisWords, DrawnSeries, TimeMark, ValueBand, ValueMark } from './drawn-series.js';
import { gridLayout } from './grid-layout.js';
import { niceScale, type ValueScale } from './nice-scale.js';
import { extremesOf } from './pixel-columns.js';
import { laneSeries, type TracePlace, traceSeries } from './trace-series.js';
import { valueAxis } from './value-axis.js';

export interface SeriesChart {
  series: readonly DrawnSeries[];
  bands?: readonly ValueBand[];
  marks?: readonly ValueMark[];
  moments?: readonly TimeMark[];
  heightPx: number;
  /** Words of the axis that these series share; the values are what the axis ranges over. */
  axisWords: (unit: string, largest: number) => AxisWords;
  /** Ends of an axis that do not follow from the values, as 0 to 100. */
  fixed?: readonly { grid?: number; axis?: 'left' | 'right'; min: number; max: number; interval?: number }[];
  /** How grids above each other share the height; absent: equally. */
  gridShares?: readonly number[];
}

type Side = 'left' | 'right';
const bothSides: readonly Side[] = ['left', 'right'];
const belongsTo =
  (grid: number, side: Side) =>
  (one: { grid?: number; axis?: Side }): boolean =>
    (one.grid ?? 0) === grid && (one.axis ?? 'left') === side;

const isAlarm = ({ shape }: DrawnSeries): boolean => shape === 'alarm';

/** Series over time: any number of lines, areas, bars, lanes of states and alarms, in one or more grids with one time axis. */
export function seriesOption(whole: SeriesChart, frame: ChartFrame): TimeChart {
  const alarms = whole.series.filter(isAlarm);
  const series = whole.series.filter((one) => !isAlarm(one));
  const chart = { ...whole, series, alarms };
  const grids = Math.max(1, chart.gridShares?.length ?? 0, ...series.map(({ grid }) => grid + 1));
  const hasRight = series.some(({ axis, shape }) => axis === 'right' && shape !== 'state');
  const layout = gridLayout({
    heightPx: chart.heightPx,
    count: grids,
    hasRight,
    isNarrow: frame.isNarrow === true,
    shares: chart.gridShares,
  });
  const axes = Array.from({ length: grids }, (_, grid) =>
    bothSides
      .filter((side) => side === 'left' || series.some(belongsTo(grid, side))) // an axis that nobody sees costs as much
      .map((side) => ({ grid, side, scale: scaleOf(chart, grid, side, frame) })),
  ).flat();
  const option: ChartOption = {
    animation: false,
    textStyle: { fontFamily: frame.theme.fontFamily },
    grid: layout.grids,
    xAxis: layout.grids.map((_, grid) => timeAxis(frame, grid, grid === grids - 1)),
    yAxis: axes.map(({ grid, side, scale }) => {
      const all = series.filter(belongsTo(grid, side));
      const own = all.filter(({ shape }) => shape !== 'state');
      const words = chart.axisWords(own[0]?.unit ?? '', Math.max(Math.abs(scale.min), Math.abs(scale.max)));
      const lanes =
        own.length === 0 && all.length > 0 ? all.map(({ label }) => label).join(' · ') : undefined;
      return valueAxis(frame, {
        grid,
        side,
        scale,
        words,
        isShown: all.length > 0 || (side === 'left' && grid === 0),
        lanes,
      });
    }),
    series: axes.flatMap(({ grid, side, scale }, yAxisIndex) => {
      const place = { ...frame, low: scale.min, high: scale.max, xAxisIndex: grid, yAxisIndex };
      const acrossGrid = side === 'left' ? chart : { moments: [], alarms: [] };
      return drawnOn(
        { ...chart, ...acrossGrid },
        belongsTo(grid, side),
        { ...place, place: 0, places: 1 },
        frame,
      );
    }),
  };
  const reachMs = Math.max(...series.map(({ stepMs }) => 1.5 * stepMs), (frame.toMs - frame.fromMs) / 100);
  return {
    option,
    fromMs: frame.fromMs,
    toMs: frame.toMs,
    timeZone: frame.timeZone,
    likeness: likenessOf(whole, layout.grids, option, frame),
    sides: layout.sides,
    readingsAt: (atMs) => {
      const reading = readAll(series, atMs, reachMs);
      return reading && { ...reading, lines: [...reading.lines, ...alarmLines(alarms, reading.atMs)] };
    },
    neighbourOf: (atMs, direction) => neighbour(series, atMs, direction),
    spanning: ({ fromMs, toMs }) => seriesOption(whole, { ...frame, fromMs, toMs }),
  };
}

/** Everything of a chart but its values, the ends of its axes and its span. */
function likenessOf(
  { series, bands = [], marks = [], moments = [] }: SeriesChart,
  grids: unknown,
  { yAxis }: ChartOption,
  { theme, timeZone, locale }: ChartFrame,
): string {
  const lines = series.map(({ columns: _, write: __, ...looks }) => looks);
  const axes = [yAxis ?? []].flat().map(({ name, show, splitLine }) => [name, show, splitLine]);
  const others = [bands.length, marks.length, moments.length > 0];
  return JSON.stringify([lines, grids, axes, others, theme, timeZone, locale]);
}

function drawnOn(
  { series, alarms, bands = [], marks = [], moments = [] }: SeriesChart & { alarms: readonly DrawnSeries[] },
  isHere: (one: { grid?: number; axis?: Side }) => boolean,
  place: TracePlace,
  { theme }: ChartFrame,
): ChartSeries[] {
  const own = series.filter(isHere);
  const bars = own.filter(({ shape }) => shape === 'bar');
  const lanes = own.filter(({ shape }) => shape === 'state');
  const ownBands = bands.filter(isHere);
  const ownMarks = marks.filter(isHere);
  return [
    ...(ownBands.length > 0 ? [bandSeries(ownBands, place)] : []),
    ...alarms.map((one, i) => alarmSeries(one, { ...place, place: i, places: alarms.length }, theme)),
    ...own.map((one) => {
      if (one.shape === 'state') return laneSeries(one, { ...place, place: lanes.indexOf(one) });
      const isBar = one.shape === 'bar';
      return traceSeries(one, isBar ? { ...place, place: bars.indexOf(one), places: bars.length } : place);
    }),
    ...(ownMarks.length > 0 ? [valueMarks(ownMarks, place, theme)] : []),
    ...(moments.length > 0 ? [timeMarks(moments, place, theme)] : []),
  ];
}

/** Room for every value that is shown, and for the marks; lanes of states lie over it. */
function scaleOf(chart: SeriesChart, grid: number, side: Side, frame: ChartFrame): ValueScale {
  const isHere = belongsTo(grid, side);
  const fixed = chart.fixed?.find(isHere);
  if (fixed) {
    const { min, max, interval = (max - min) / 4 } = fixed;
    return { min, max, interval };
  }
  const own = chart.series.filter((one) => isHere(one) && one.shape !== 'state');
  const extremes = own.flatMap(({ columns }) => extremesOf(columns, frame) ?? []);
  const values = [
    ...extremes.flatMap(({ low, high }) => [low, high]),
    ...(chart.marks?.filter(isHere).map(({ value }) => value) ?? []),
  ];
  const withZero = own.some(({ shape, signColours }) => shape === 'area' || shape === 'bar' || signColours);
  return values.length === 0
    ? { min: 0, max: 1, interval: 0.25 }
    : niceScale(Math.min(...values), Math.max(...values), { withZero });
}
