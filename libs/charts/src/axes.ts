import type { ChartOption } from './chart-option.js';
import type { ChartTheme } from './chart-theme.js';
import { tickLabel } from './time-label.js';

/** What every builder is given beside its data. */
export interface ChartFrame {
  fromMs: number;
  toMs: number;
  timeZone: string;
  theme: ChartTheme;
  /** Of dates and times on the axis. */
  locale: string;
  /** On a phone: less room beside the picture. */
  isNarrow?: boolean;
}

type XAxis = Exclude<NonNullable<ChartOption['xAxis']>, readonly unknown[]>;

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
    formatter: (atMs: number) => tickLabel(atMs, frame.locale, frame.timeZone),
    ...labelStyle(frame.theme),
  },
});
