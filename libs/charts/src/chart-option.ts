import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type {
  DataZoomComponentOption,
  GridComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** What a chart of ours may contain: exactly the parts that `mountChart` registers. */
export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | TooltipComponentOption | DataZoomComponentOption
>;
export type ChartSeries = LineSeriesOption | BarSeriesOption;

/** A chart over time: its option, the span it shows before any zoom, and the zone of its axis. */
export interface TimeChart {
  option: ChartOption;
  fromMs: number;
  toMs: number;
  timeZone: string;
}
