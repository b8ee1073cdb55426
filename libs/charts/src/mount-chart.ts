import { BarChart, LineChart } from 'echarts/charts';
import { DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { TimeChart } from './chart-option.js';
import { timeTicks } from './time-ticks.js';

use([LineChart, BarChart, GridComponent, TooltipComponent, DataZoomComponent, CanvasRenderer]);

/** A chart in the page. It follows the size of its element by itself. */
export interface MountedChart {
  update(chart: TimeChart): void;
  resize(): void;
  dispose(): void;
}

const pixelsPerTick = 84;

/** Draws a chart into an element of fixed height. Nothing moves on its own, so reduced motion holds for everybody. */
export function mountChart(element: HTMLElement, chart: TimeChart): MountedChart {
  const echart = init(element, undefined, { renderer: 'canvas' });
  let shown = chart;
  const tick = (): void => setTicks(echart, shown);
  const update = (next: TimeChart): void => {
    const isOtherLength = next.toMs - next.fromMs !== shown.toMs - shown.fromMs;
    shown = next;
    if (isOtherLength) echart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 });
    echart.setOption(next.option, { replaceMerge: ['series'], lazyUpdate: false });
    tick();
  };
  const resize = (): void => {
    echart.resize();
    tick();
  };
  update(chart);
  echart.on('datazoom', tick);
  const observer = new ResizeObserver(resize);
  observer.observe(element);
  const dispose = (): void => {
    observer.disconnect();
    echart.dispose();
  };
  return { update, resize, dispose };
}

/** The visible part of the time axis, after any zoom. */
function visibleSpan(echart: EChartsType, { fromMs, toMs }: TimeChart): { fromMs: number; toMs: number } {
  const zooms = echart.getOption()['dataZoom'] as { start?: number; end?: number }[] | undefined;
  const { start = 0, end = 100 } = zooms?.[0] ?? {};
  const at = (percent: number): number => fromMs + ((toMs - fromMs) * percent) / 100;
  return { fromMs: at(start), toMs: at(end) };
}

/** Labels at round times of the site's zone; the library itself knows only UTC and the zone of the browser. */
function setTicks(echart: EChartsType, chart: TimeChart): void {
  const maxTicks = Math.max(2, Math.floor(echart.getWidth() / pixelsPerTick));
  const customValues = timeTicks({ ...visibleSpan(echart, chart), maxTicks, timeZone: chart.timeZone });
  const axis = { axisTick: { customValues }, axisLabel: { customValues } };
  const axes = chart.option.xAxis;
  echart.setOption({ xAxis: Array.isArray(axes) ? axes.map(() => axis) : axis });
}
