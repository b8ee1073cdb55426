import type { WindowColumns } from '@kilowatch/contracts';
import { chartStates } from '../graph-series.js';

/** A point as the predecessor stored it. */
export interface Point {
  readonly time: string;
  readonly name: string;
  readonly value: number;
}

/** The historian's answer for these points, in windows aligned to the epoch. */
export function windowsOf(points: readonly Point[], stepMs: number): WindowColumns[] {
  return [...Map.groupBy(points, ({ name }) => name)].map(([metric, own]) => {
    const windows = [...Map.groupBy(own, ({ time }) => Math.floor(Date.parse(time) / stepMs) * stepMs)];
    const numbers = windows.map(([, inside]) => inside.map(({ value }) => value));
    return {
      device: 'heat-pump:p1',
      metric,
      level: 'raw',
      atMs: windows.map(([atMs]) => atMs),
      mean: numbers.map((values) => values.reduce((sum, value) => sum + value) / values.length),
      min: numbers.map((values) => Math.min(...values)),
      max: numbers.map((values) => Math.max(...values)),
      ...((chartStates as readonly string[]).includes(metric) && {
        last: numbers.map((values) => values.at(-1)!),
      }),
    };
  });
}
