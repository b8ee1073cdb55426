import type { CustomSeriesOption } from 'echarts/charts';
import type { ChartTheme } from './chart-theme.js';
import type { TimeMark, ValueBand, ValueMark } from './drawn-series.js';
import { oneItem, type PlotBox, type TracePlace } from './trace-series.js';

type Items = ReturnType<Parameters<typeof oneItem>[1]>;

const heightOf = ({ low, high }: TracePlace, box: PlotBox) => {
  const perUnit = box.height / (high - low);
  return (value: number): number => box.y + Math.max(0, Math.min(box.height, (high - value) * perUnit));
};

/** Ranges of values behind everything else. */
export const bandSeries = (bands: readonly ValueBand[], place: TracePlace): CustomSeriesOption => ({
  ...oneItem(place, (box) => {
    const yOf = heightOf(place, box);
    return bands.map(({ from = -Infinity, to = Infinity, colour }) => ({
      type: 'rect',
      shape: { x: box.x, y: yOf(to), width: box.width, height: yOf(from) - yOf(to) },
      style: { fill: colour, opacity: 0.1 },
      silent: true,
    }));
  }),
  z: 0,
});

/** Words on the picture, readable on whatever is below. */
export const text = (
  words: string,
  x: number,
  y: number,
  colour: string,
  theme: ChartTheme,
  end: boolean,
) => ({
  type: 'text',
  x,
  y,
  style: {
    text: words,
    fill: colour,
    font: `11px ${theme.fontFamily}`,
    align: end ? 'right' : 'left',
    verticalAlign: 'bottom',
    stroke: theme.surface,
    lineWidth: 3,
  },
  silent: true,
});

const rule = (shape: object, colour: string) => ({
  type: 'line',
  shape,
  style: { stroke: colour, lineWidth: 1, lineDash: [4, 3] },
  silent: true,
});

/** Values across the chart, each with its word at the right; one outside of the scale is left out. */
export const valueMarks = (
  marks: readonly ValueMark[],
  place: TracePlace,
  theme: ChartTheme,
): CustomSeriesOption => ({
  ...oneItem(place, (box) => {
    const yOf = heightOf(place, box);
    const shown = marks.filter(({ value }) => value >= place.low && value <= place.high);
    return shown.flatMap(({ value, label, colour }) => {
      const y = yOf(value);
      return [
        rule({ x1: box.x, x2: box.x + box.width, y1: y, y2: y }, colour),
        text(label, box.x + box.width - 4, Math.max(y - 2, box.y + 13), colour, theme, true),
      ];
    }) as Items;
  }),
  z: 4,
});

/** Moments down the chart, each with its word at the top. */
export const timeMarks = (
  marks: readonly TimeMark[],
  place: TracePlace,
  theme: ChartTheme,
): CustomSeriesOption => ({
  ...oneItem(place, (box) => {
    const perMs = box.width / (place.toMs - place.fromMs);
    const shown = marks.filter(({ atMs }) => atMs >= place.fromMs && atMs <= place.toMs);
    return shown.flatMap(({ atMs, label, colour }) => {
      const x = box.x + (atMs - place.fromMs) * perMs;
      const isAtEnd = x > box.x + box.width / 2;
      return [
        rule({ x1: x, x2: x, y1: box.y, y2: box.y + box.height }, colour),
        text(label, isAtEnd ? x - 4 : x + 4, box.y + 13, colour, theme, isAtEnd),
      ];
    }) as Items;
  }),
  z: 4,
});
