import { type ChartFrame, percentAxis, powerAxis, sideMargins, timeAxis, tooltip } from './axes.js';
import type { ChartOption, ChartSeries, TimeChart } from './chart-option.js';
import { commandSeries } from './command-series.js';
import { unbridged } from './gaps.js';
import type { HistoryPoints, HistoryShape } from './history-points.js';
import { bars, line, orDash, powerLine } from './power-series.js';
import { valueScale } from './value-scale.js';

/** Commanded power above, measured power and state of charge below, one time axis and one zoom for both. */
export function historyOption(points: HistoryPoints, shape: HistoryShape, frame: ChartFrame): TimeChart {
  const commanded = [...points.chargeW, ...points.dischargeW].map(([, value]) => value ?? 0);
  const measured = points.activePowerW.map(([, value]) => value ?? 0);
  const option: ChartOption = {
    animation: false,
    textStyle: { fontFamily: frame.theme.fontFamily },
    grid: [
      { ...sideMargins, top: 10, height: 150 },
      { ...sideMargins, top: 204, height: 190 },
    ],
    tooltip: tooltip(frame),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: [timeAxis(frame, 0, false), timeAxis(frame, 1)],
    yAxis: [
      powerAxis(frame, valueScale(commanded, 1_000, 3), 0),
      powerAxis(frame, valueScale(measured, 1_000), 1),
      percentAxis(frame, 1),
    ],
    dataZoom: zoom(frame),
    series: [
      ...commandSeries(points, shape, frame),
      powerSeries(points, shape, frame),
      socLine(points, shape, frame),
    ],
  };
  return { option, fromMs: frame.fromMs, toMs: frame.toMs, timeZone: frame.timeZone };
}

const zoom = ({ theme }: ChartFrame): ChartOption['dataZoom'] => [
  {
    type: 'inside',
    xAxisIndex: [0, 1],
    filterMode: 'none', // a block that began before the window stays a block
    zoomOnMouseWheel: 'ctrl',
    moveOnMouseMove: 'ctrl',
    preventDefaultMouseMove: false,
  },
  {
    type: 'slider',
    xAxisIndex: [0, 1],
    left: sideMargins.left,
    right: sideMargins.right,
    top: 434,
    height: 22,
    filterMode: 'none',
    showDataShadow: false,
    showDetail: false,
    brushSelect: false,
    borderColor: theme.gridLine,
    fillerColor: 'rgba(128, 140, 150, 0.16)',
    moveHandleStyle: { color: theme.gridLine },
    handleStyle: { color: theme.surface, borderColor: theme.mutedInk },
  },
];

function powerSeries({ activePowerW }: HistoryPoints, shape: HistoryShape, frame: ChartFrame): ChartSeries {
  const at = { xAxisIndex: 1, yAxisIndex: 1 };
  if (shape.kind === 'line')
    return { ...powerLine(unbridged(activePowerW, 1.5 * shape.stepMs), frame), ...at };
  const data = activePowerW.map(([atMs, value]) => ({
    value: [atMs, value ?? '-'],
    itemStyle: { color: (value ?? 0) < 0 ? frame.theme.charge : frame.theme.discharge },
  }));
  return {
    ...bars(frame.texts.power, data),
    ...at,
    color: frame.theme.ink,
    tooltip: { valueFormatter: orDash((value) => frame.texts.signedPower(value)) },
  };
}

const socLine = (
  { socPct }: HistoryPoints,
  shape: HistoryShape,
  { theme, texts }: ChartFrame,
): ChartSeries => ({
  ...line(texts.soc, unbridged(socPct, 1.5 * shape.stepMs)),
  xAxisIndex: 1,
  yAxisIndex: 2,
  color: theme.soc,
  lineStyle: { width: 1.5, color: theme.soc },
  tooltip: { valueFormatter: orDash((value) => texts.percent(value)) },
});
