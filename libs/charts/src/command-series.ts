import type { ChartFrame } from './axes.js';
import type { ChartSeries } from './chart-option.js';
import { commandSteps } from './command-steps.js';
import { type ChartPoint, unbridged } from './gaps.js';
import type { HistoryPoints, HistoryShape } from './history-points.js';
import { bars, line, orDash } from './power-series.js';

interface Drawn {
  name: string;
  data: readonly ChartPoint[];
  color: string;
}

/** Commanded charge and discharge: blocks where every command is known, else lines or bars of windows. */
export function commandSeries(points: HistoryPoints, shape: HistoryShape, frame: ChartFrame): ChartSeries[] {
  const { texts, theme } = frame;
  const isExact = shape.kind === 'line' && shape.areCommandsExact;
  const shown = isExact
    ? commandSteps(points, { fromMs: frame.fromMs, untilMs: shape.heldUntilMs, stepMs: shape.stepMs })
    : points;
  const both: Drawn[] = [
    { name: texts.charge, data: shown.chargeW, color: theme.charge },
    { name: texts.discharge, data: shown.dischargeW, color: theme.discharge },
  ];
  return both.map((drawn) => {
    if (isExact) return blocks(drawn, frame);
    return shape.kind === 'bar' ? windowBars(drawn, frame) : windowLine(drawn, shape, frame);
  });
}

const inWords = ({ texts }: ChartFrame) => ({
  tooltip: { valueFormatter: orDash((value) => texts.axisPower(value)) },
});

const blocks = ({ name, data, color }: Drawn, frame: ChartFrame): ChartSeries => ({
  ...line(name, data),
  sampling: undefined, // thinning would round the corners
  color,
  lineStyle: { width: 2, color },
  areaStyle: { color, opacity: 0.14, origin: 0 },
  ...inWords(frame),
});

const windowLine = (
  { name, data, color }: Drawn,
  { stepMs }: HistoryShape,
  frame: ChartFrame,
): ChartSeries => ({
  ...line(name, unbridged(data, 1.5 * stepMs)),
  color,
  lineStyle: { width: 2, color },
  ...inWords(frame),
});

const windowBars = ({ name, data, color }: Drawn, frame: ChartFrame): ChartSeries => ({
  ...bars(
    name,
    data.map(([atMs, value]) => [atMs, value ?? '-']),
  ),
  color,
  ...inWords(frame),
});
