export type { ChartFrame } from './axes.js';
export type { ChartOption, TimeChart } from './chart-option.js';
export type { ChartTexts, ChartTheme } from './chart-theme.js';
export { type ChartPoint, gapBoundMs, withGaps } from './gaps.js';
export { historyOption } from './history-option.js';
export type { HistoryPoints, HistoryShape } from './history-points.js';
export { type LiveBatteryPoints, liveBatteryOption } from './live-battery-option.js';
export { type MountedChart, mountChart } from './mount-chart.js';
export { timeTicks } from './time-ticks.js';
