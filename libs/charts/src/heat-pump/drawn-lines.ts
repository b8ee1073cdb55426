import type { PumpMeans, PumpValues } from '@kilowatch/contracts';
import type { DrawnSeries, SeriesShape } from '../drawn-series.js';
import type { SeriesColumns } from '../series-columns.js';
import type { PumpFrame, PumpLine } from './pump-frame.js';

type Extremes = Partial<Pick<PumpMeans, 'min' | 'max'>>;

interface Drawn {
  shape?: SeriesShape;
  grid?: number;
  axis?: 'left' | 'right';
}

/** The line as it is drawn; nothing, where nobody has said anything of it. */
export function drawnLine(
  line: PumpLine,
  values: (PumpValues & Extremes) | undefined,
  { lines, stepMs, fromMs, toMs }: PumpFrame,
  { shape = 'line', grid = 0, axis = 'left' }: Drawn = {},
): DrawnSeries[] {
  if (!values || values.atMs.length === 0) return [];
  const placed =
    shape === 'state'
      ? (startMs: number) => startMs
      : // The middle, unless the window goes on and its middle is still to come: a pump's first values are there at once.
        (startMs: number) => Math.max(fromMs, Math.min(startMs + stepMs / 2, toMs));
  const columns = columnsOf(values, stepMs, placed);
  return [{ ...lines[line], columns, shape, grid, axis, stepMs }];
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** More than this many windows, or usual distances, without a value break a line. */
const mostMissing = 1.5;

/** Columns of windows, each where it is placed by its start; what is not a number breaks the line, and so does a gap. */
function columnsOf(
  { atMs, values, min = values, max = values }: PumpValues & Extremes,
  stepMs: number,
  placed: (startMs: number) => number,
): SeriesColumns {
  const distances = atMs.slice(1).map((at, i) => at - atMs[i]!);
  const longestMs = mostMissing * Math.max(stepMs, median(distances));
  const places = atMs.flatMap((at, i) => (i > 0 && at - atMs[i - 1]! > longestMs ? [undefined, i] : [i]));
  const column = (numbers: readonly number[]): Float64Array =>
    Float64Array.from(places, (i) => (i === undefined ? Number.NaN : numbers[i]!));
  const times = places.map((place, i) =>
    place === undefined ? atMs[places[i - 1]!]! + stepMs : atMs[place]!,
  );
  return {
    atMs: Float64Array.from(times, placed),
    value: column(values),
    min: column(min),
    max: column(max),
  };
}
