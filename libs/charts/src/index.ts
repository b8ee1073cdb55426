export { type ChartFrame, sideMargins, timeAxis, tooltip } from './axes.js';
export {
  type AnyChart,
  type ChartOption,
  isTimeChart,
  type StillChart,
  type TimeChart,
} from './chart-option.js';
export { type CommandPoints, commandSteps, type StepGrid } from './command-steps.js';
export type { ChartTexts, ChartTheme } from './chart-theme.js';
export type { CursorLine, CursorReading } from './cursor-readings.js';
export type { AxisWords, DrawnSeries, SeriesShape, TimeMark, ValueBand, ValueMark } from './drawn-series.js';
export { type ChartPoint, gapBoundMs, withGaps } from './gaps.js';
export { historyOption } from './history-option.js';
export type { HistoryPoints, HistoryShape } from './history-points.js';
export { type LiveBatteryPoints, liveBatteryOption } from './live-battery-option.js';
export { type MountedChart, mountChart } from './mount-chart.js';
export { columnsOf, type SeriesColumns } from './series-columns.js';
export { type SeriesChart, seriesOption } from './series-option.js';
export { timeTicks } from './time-ticks.js';
