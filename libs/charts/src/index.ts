export type { ChartFrame } from './axes.js';
export {
  type AnyChart,
  type ChartOption,
  isTimeChart,
  type StillChart,
  type TimeChart,
} from './chart-option.js';
export { type CommandPoints, commandSteps, type StepGrid } from './command-steps.js';
export type { ChartTheme } from './chart-theme.js';
export type { CursorLine, CursorReading } from './cursor-readings.js';
export type { AxisWords, DrawnSeries, SeriesShape, TimeMark, ValueBand, ValueMark } from './drawn-series.js';
export { type MountedChart, mountChart } from './mount-chart.js';
export { type ChartPoint, columnsOf, type SeriesColumns } from './series-columns.js';
export { type SeriesChart, seriesOption } from './series-option.js';
