import { type ChartFrame, labelStyle } from './axes.js';
import type { ChartOption } from './chart-option.js';
import type { AxisWords } from './drawn-series.js';
import type { ValueScale } from './nice-scale.js';

type YAxis = Exclude<NonNullable<ChartOption['yAxis']>, readonly unknown[]>;

interface ValueAxis {
  grid: number;
  side: 'left' | 'right';
  scale: ValueScale;
  words: AxisWords;
  isShown: boolean;
  /** What lanes of states are called, where nothing else is in the grid: they have no values to write. */
  lanes?: string | undefined;
}

/** An axis of values with its unit above it. Only the left one has grid lines; the line at zero is stronger. */
export const valueAxis = (
  frame: ChartFrame,
  { grid, side, scale, words, isShown, lanes }: ValueAxis,
): YAxis => ({
  type: 'value',
  gridIndex: grid,
  position: side,
  show: isShown,
  ...scale,
  name: lanes ?? words.unit,
  nameGap: 12,
  nameTextStyle: {
    ...labelStyle(frame.theme),
    ...(lanes === undefined
      ? { align: side === 'left' ? 'right' : 'left', padding: besideAxis(side) }
      : { align: 'left' }),
  },
  axisLabel: {
    show: lanes === undefined,
    formatter: (value: number) => words.write(value),
    ...labelStyle(frame.theme),
  },
  splitLine: {
    show: side === 'left' && lanes === undefined,
    lineStyle: { color: lineColours(frame, scale) },
  },
});

const besideAxis = (side: 'left' | 'right'): number[] => (side === 'left' ? [0, 8, 0, 0] : [0, 0, 0, 8]);

const lineColours = ({ theme }: ChartFrame, { min, interval }: ValueScale): string[] =>
  Array.from({ length: 5 }, (_, i) =>
    min < 0 && Math.abs(min + i * interval) < interval / 1e6 ? theme.mutedInk : theme.gridLine,
  );
