import type { ChartOption } from './chart-option.js';
import type { ChartTexts, ChartTheme } from './chart-theme.js';
import { instantLabel, tickLabel } from './time-label.js';
import type { ValueScale } from './value-scale.js';

/** What every builder is given beside its data. */
export interface ChartFrame {
  fromMs: number;
  toMs: number;
  timeZone: string;
  theme: ChartTheme;
  texts: ChartTexts;
}

type XAxis = Exclude<NonNullable<ChartOption['xAxis']>, readonly unknown[]>;
type YAxis = Exclude<NonNullable<ChartOption['yAxis']>, readonly unknown[]>;

/** Fixed, so that charts above each other share their edges and a longer label moves nothing. */
export const sideMargins = { left: 62, right: 50, outerBoundsMode: 'none' as const };

export const labelStyle = (theme: ChartTheme) => ({
  color: theme.mutedInk,
  fontFamily: theme.fontFamily,
  fontSize: 11,
});

/** The time axis; its ticks are set by the chart element, which knows the width. */
export const timeAxis = (frame: ChartFrame, gridIndex = 0, isLabelled = true): XAxis => ({
  type: 'time',
  gridIndex,
  min: frame.fromMs,
  max: frame.toMs,
  axisLine: { onZero: false, lineStyle: { color: frame.theme.gridLine } },
  axisTick: { show: isLabelled, lineStyle: { color: frame.theme.gridLine }, length: 4 },
  splitLine: { show: false },
  axisLabel: {
    show: isLabelled,
    hideOverlap: true,
    formatter: (atMs: number) => tickLabel(atMs, frame.texts.locale, frame.timeZone),
    ...labelStyle(frame.theme),
  },
});

/** Watts on the left: magnitudes, because the side of the zero line says the direction. */
export const powerAxis = (frame: ChartFrame, scale: ValueScale, gridIndex = 0): YAxis => ({
  type: 'value',
  gridIndex,
  ...scale,
  axisLabel: {
    formatter: (value: number) => frame.texts.axisPower(Math.abs(value)),
    ...labelStyle(frame.theme),
  },
  splitLine: { lineStyle: { color: gridLines(frame.theme, scale) } },
});

/** The line at zero is stronger than the others. */
const gridLines = ({ gridLine, mutedInk }: ChartTheme, { min, max, interval }: ValueScale): string[] =>
  Array.from({ length: Math.round((max - min) / interval) + 1 }, (_, i) =>
    Math.round(min / interval) + i === 0 ? mutedInk : gridLine,
  );

/** State of charge on the right, with as many steps as the power axis. */
export const percentAxis = (frame: ChartFrame, gridIndex = 0): YAxis => ({
  type: 'value',
  gridIndex,
  position: 'right',
  min: 0,
  max: 100,
  interval: 25,
  axisLabel: { formatter: (value: number) => frame.texts.percent(value), ...labelStyle(frame.theme) },
  splitLine: { show: false },
});

/** Drawn on the canvas: a tooltip of HTML with inline styles would be refused by a strict content security policy. */
export const tooltip = (frame: ChartFrame): NonNullable<ChartOption['tooltip']> => ({
  trigger: 'axis',
  renderMode: 'richText',
  confine: true,
  transitionDuration: 0,
  backgroundColor: frame.theme.surface,
  borderColor: frame.theme.gridLine,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { color: frame.theme.ink, fontFamily: frame.theme.fontFamily, fontSize: 12 },
  axisPointer: {
    type: 'line',
    lineStyle: { color: frame.theme.mutedInk, type: 'solid', width: 1 },
    label: {
      formatter: ({ value }) => instantLabel(Number(value), frame.texts.locale, frame.timeZone),
    },
  },
});
