import type { WindowColumns } from '@kilowatch/contracts';
import { chartQuantities, chartStates } from '../graph-series.js';

/** A point as the predecessor stored it. */
export interface Point {
  readonly time: string;
  readonly name: string;
  readonly value: number;
}

/** The historian's answer for these points, in windows aligned to the epoch: means and last values apart, as they are asked for. */
export const windowsOf = (points: readonly Point[], stepMs: number): WindowColumns[] => [
  ...columnsOf(points, stepMs, chartQuantities, 'mean'),
  ...columnsOf(points, stepMs, chartStates, 'last'),
];

function columnsOf(
  points: readonly Point[],
  stepMs: number,
  metrics: readonly string[],
  aggregate: 'mean' | 'last',
): WindowColumns[] {
  const asked = points.filter(({ name }) => metrics.includes(name));
  return [...Map.groupBy(asked, ({ name }) => name)].map(([metric, own]) => {
    const windows = [...Map.groupBy(own, ({ time }) => Math.floor(Date.parse(time) / stepMs) * stepMs)];
    const numbers = windows.map(([, inside]) => inside.map(({ value }) => value));
    return {
      device: 'heat-pump:p1',
      metric,
      level: 'raw',
      atMs: windows.map(([atMs]) => atMs),
      min: numbers.map((values) => Math.min(...values)),
      max: numbers.map((values) => Math.max(...values)),
      [aggregate]: numbers.map(aggregates[aggregate]),
    };
  });
}

const aggregates = {
  mean: (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length,
  last: (values: readonly number[]) => values.at(-1)!,
};
