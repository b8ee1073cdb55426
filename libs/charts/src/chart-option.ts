import type { CustomSeriesOption, PieSeriesOption, SankeySeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { CursorReading } from './cursor-readings.js';

/** What a chart of ours may contain: exactly the parts that `mountChart` and `registerStillCharts` register. */
export type ChartOption = ComposeOption<
  CustomSeriesOption | PieSeriesOption | SankeySeriesOption | GridComponentOption | TooltipComponentOption
>;
export type ChartSeries = CustomSeriesOption;

/** A chart over time: its option, the span it shows, and the zone of its axis. */
export interface TimeChart {
  option: ChartOption;
  fromMs: number;
  toMs: number;
  timeZone: string;
  /** Charts that are alike differ in their values, the ends of their axes and their span only: the next one costs less then. */
  likeness?: string;
  /** Where the time axis begins and ends, px from the left and from the right edge; */
  sides: { left: number; right: number };
  /** What the chart says at a time, for a cursor outside the canvas; absent: the option has a tooltip of its own. */
  readingsAt?: (atMs: number) => CursorReading | undefined;
  /** The next time to the right (1) or left (-1) that has a sample, for a cursor moved by keys. */
  neighbourOf?: (atMs: number, direction: 1 | -1) => number | undefined;
  /** The same data over another span, while somebody looks for one: what is not loaded is not in it. */
  spanning?: (span: { fromMs: number; toMs: number }) => TimeChart;
}

/** A chart without a time axis, as a flow or shares. */
export interface StillChart {
  option: ChartOption;
}

export type AnyChart = TimeChart | StillChart;

export const isTimeChart = (chart: AnyChart): chart is TimeChart => 'fromMs' in chart;
