import { CustomChart, type CustomSeriesOption } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type AnyChart, type ChartOption, isTimeChart, type TimeChart } from './chart-option.js';
import { timeTicks } from './time-ticks.js';
import { registerTraces } from './trace-shapes.js';

use([CustomChart, GridComponent, CanvasRenderer]);
registerTraces();

/** A chart in the page. It follows the size of its element by itself. */
export interface MountedChart {
  update(chart: AnyChart): void;
  resize(): void;
  /** The picture as it is now, twice as fine as the page, on an opaque ground. */
  picture(ground: string): HTMLCanvasElement;
  dispose(): void;
}

const pixelsPerTick = 84;
const picturePixels = 2;
/** Put in place by position. Merged, they would be matched by their names, and axes whose units become the same would change places. */
const replaced = ['grid', 'xAxis', 'yAxis', 'series'];

/**
 * Draws a chart into an element of fixed height. Nothing moves on its own, so reduced motion holds for everybody.
 * Where the element is shown larger than it is laid out, `scale` times, it is painted that much finer.
 */
export function mountChart(element: HTMLElement, chart: AnyChart, scale = 1): MountedChart {
  const echart = init(element, undefined, {
    renderer: 'canvas',
    devicePixelRatio: window.devicePixelRatio * scale,
  });
  let shown = chart;
  let isDrawn = false;
  const tick = (): void => {
    if (isTimeChart(shown)) echart.setOption({ xAxis: tickedAxes(echart, shown) });
  };
  const update = (next: AnyChart): void => {
    const isAlike = isDrawn && areAlike(shown, next);
    [shown, isDrawn] = [next, true];
    if (isAlike) echart.setOption(movedOption(echart, next as TimeChart), { silent: true });
    else echart.setOption(ticked(echart, next), { replaceMerge: replaced, silent: true });
  };
  const resize = (): void => {
    echart.resize();
    tick();
  };
  update(chart);
  const observer = new ResizeObserver(resize);
  observer.observe(element);
  return {
    update,
    resize,
    picture: (ground) => echart.renderToCanvas({ pixelRatio: picturePixels, backgroundColor: ground }),
    dispose: () => {
      observer.disconnect();
      echart.dispose();
    },
  };
}

const areAlike = (shown: AnyChart, next: AnyChart): boolean =>
  isTimeChart(shown) && isTimeChart(next) && next.likeness !== undefined && shown.likeness === next.likeness;

/** What is new in a chart that is like the one before: merging all the rest again would cost more than drawing. */
function movedOption(echart: EChartsType, chart: TimeChart): ChartOption {
  const customValues = ticksOf(echart, chart);
  const { xAxis, yAxis, series } = chart.option;
  return {
    xAxis: [xAxis ?? []].flat().map(({ min, max }) => ({
      ...{ min, max },
      axisTick: { customValues },
      axisLabel: { customValues },
    })),
    yAxis: [yAxis ?? []].flat().map((axis) => {
      const { min, max, interval } = axis as { min: number; max: number; interval: number };
      return { min, max, interval };
    }),
    series: [series ?? []].flat().map((one) => {
      const { type, data, renderItem } = one as CustomSeriesOption;
      return { type, data, renderItem };
    }),
  };
}

type Axis = Exclude<NonNullable<ChartOption['xAxis']>, readonly unknown[]>;

/** Labels at round times of the site's zone; the library itself knows only UTC and the zone of the browser. */
function ticksOf(echart: EChartsType, chart: TimeChart): number[] {
  const maxTicks = Math.max(2, Math.floor(echart.getWidth() / pixelsPerTick));
  return timeTicks({ ...chart, maxTicks });
}

function tickedAxes(echart: EChartsType, chart: TimeChart): Axis[] {
  const customValues = ticksOf(echart, chart);
  return [chart.option.xAxis ?? []].flat().map((axis) => ({
    ...axis,
    axisTick: { ...axis.axisTick, customValues },
    axisLabel: { ...axis.axisLabel, customValues },
  })) as Axis[];
}

const ticked = (echart: EChartsType, chart: AnyChart): ChartOption =>
  isTimeChart(chart) ? { ...chart.option, xAxis: tickedAxes(echart, chart) } : chart.option;
