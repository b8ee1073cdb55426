import { type ChartFrame, percentAxis, powerAxis, sideMargins, timeAxis, tooltip } from './axes.js';
import type { TimeChart } from './chart-option.js';
import { type ChartPoint, unbridged } from './gaps.js';
import { line, orDash, powerLine } from './power-series.js';
import { valueScale } from './value-scale.js';

export interface LiveBatteryPoints {
  /** W, positive while discharging. */
  activePowerW: readonly ChartPoint[];
  /** W, positive while discharging. */
  setpointW: readonly ChartPoint[];
  socPct: readonly ChartPoint[];
}

/** A device that reports once a second may miss a few reports before its line breaks. */
const liveGapMs = 5_000;

const valuesOf = (points: readonly ChartPoint[]): number[] =>
  points.flatMap(([, value]) => (value === null ? [] : [value]));

/** The last minutes of a battery: power and setpoint on the left, state of charge on the right. */
export function liveBatteryOption(points: LiveBatteryPoints, frame: ChartFrame): TimeChart {
  const { theme, texts } = frame;
  const scale = valueScale([...valuesOf(points.activePowerW), ...valuesOf(points.setpointW)], 1_000);
  const setpoint = {
    ...line(texts.setpoint, unbridged(points.setpointW, liveGapMs)),
    step: 'end' as const,
    color: theme.setpoint,
    lineStyle: { width: 1.5, type: [4, 4], color: theme.setpoint },
    tooltip: { valueFormatter: orDash((value) => texts.signedPower(value)) },
  };
  const soc = {
    ...line(texts.soc, unbridged(points.socPct, liveGapMs)),
    yAxisIndex: 1,
    color: theme.soc,
    lineStyle: { width: 1.5, color: theme.soc },
    tooltip: { valueFormatter: orDash((value) => texts.percent(value)) },
  };
  const option = {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    grid: { ...sideMargins, top: 10, bottom: 28 },
    tooltip: tooltip(frame),
    xAxis: timeAxis(frame),
    yAxis: [powerAxis(frame, scale), percentAxis(frame)],
    series: [powerLine(unbridged(points.activePowerW, liveGapMs), frame), setpoint, soc],
  };
  return { option, fromMs: frame.fromMs, toMs: frame.toMs, timeZone: frame.timeZone };
}
