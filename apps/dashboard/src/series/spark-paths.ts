import type { SeriesColumns } from '@kilowatch/charts';
import type { Span } from '../range/time-span.js';

export interface SparkPaths {
  line: string;
  envelope: string;
  low: number;
  high: number;
}

const width = 100;
const top = 2;
const bottom = 30;

/** SVG paths in a box of 100 × 32, one piece per run of values; undefined when the span has none. */
export function sparkPaths(
  { atMs, value, min, max }: SeriesColumns,
  { fromMs, toMs }: Span,
): SparkPaths | undefined {
  const shown = [...atMs.keys()].filter((i) => atMs[i]! >= fromMs && atMs[i]! <= toMs);
  const known = shown.filter((i) => !Number.isNaN(value[i]!));
  if (known.length === 0) return undefined;
  const low = known.reduce((least, i) => Math.min(least, min[i]!), Infinity);
  const high = known.reduce((greatest, i) => Math.max(greatest, max[i]!), -Infinity);
  const size = high - low || Math.abs(high) || 1;
  const middle = (low + high) / 2;
  const x = (i: number): string => (((atMs[i]! - fromMs) / (toMs - fromMs)) * width).toFixed(2);
  const y = (number: number): string =>
    ((top + bottom) / 2 - ((number - middle) / size) * (bottom - top)).toFixed(2);
  const runs = runsOf(shown, value);
  const line = runs.map(
    (run) => run.map((i, k) => `${k === 0 ? 'M' : 'L'}${x(i)} ${y(value[i]!)}`).join('') + dot(run),
  );
  const envelope = runs.map((run) => {
    const upper = run.map((i, k) => `${k === 0 ? 'M' : 'L'}${x(i)} ${y(max[i]!)}`);
    const lower = run.toReversed().map((i) => `L${x(i)} ${y(min[i]!)}`);
    return `${upper.join('')}${lower.join('')}Z`;
  });
  return { line: line.join(''), envelope: envelope.join(''), low, high };
}

/** A run of one value has no length; with a round cap it is a dot. */
const dot = (run: readonly number[]): string => (run.length === 1 ? 'h0.01' : '');

function runsOf(places: readonly number[], value: Float64Array): number[][] {
  const runs: number[][] = [[]];
  for (const i of places) {
    if (Number.isNaN(value[i]!)) runs.push([]);
    else runs.at(-1)?.push(i);
  }
  return runs.filter((run) => run.length > 0);
}
