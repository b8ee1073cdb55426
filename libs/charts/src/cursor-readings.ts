import { firstAtOrAfter, type SeriesColumns } from './series-columns.js';

/** What a chart says at one time. */
export interface CursorReading {
  /** The sample's own time, near the one that was asked for. */
  atMs: number;
  lines: readonly CursorLine[];
}

export interface CursorLine {
  label: string;
  colour: string;
  /** The value in words and with its unit; a dash where there is none. */
  text: string;
  /** The least and the greatest around it, where it is the mean of several. */
  spread?: string;
}

/** A series that a cursor can read. */
export interface Readable {
  label: string;
  colour: string;
  columns: SeriesColumns;
  write: (value: number) => string;
}

const noValue = '–';

/** The place of the sample nearest to a time; undefined: there is none, or a break is nearer. */
export function nearest({ atMs, value }: SeriesColumns, wantedMs: number): number | undefined {
  const after = firstAtOrAfter(atMs, wantedMs);
  const distance = (i: number): number => (i in atMs ? Math.abs(atMs[i]! - wantedMs) : Infinity);
  const found = distance(after - 1) <= distance(after) ? after - 1 : after;
  return found in atMs && !Number.isNaN(value[found]!) ? found : undefined;
}

/** What every series says at the sample nearest to a time; a series without one within `reachMs` says a dash. */
export function readAll(
  series: readonly Readable[],
  wantedMs: number,
  reachMs: number,
): CursorReading | undefined {
  const atMs = series
    .flatMap(({ columns }) => {
      const i = nearest(columns, wantedMs);
      return i === undefined ? [] : [columns.atMs[i]!];
    })
    .reduce((best, at) => (Math.abs(at - wantedMs) < Math.abs(best - wantedMs) ? at : best), Infinity);
  if (atMs === Infinity) return undefined;
  return { atMs, lines: series.map((one) => lineOf(one, atMs, reachMs)) };
}

function lineOf({ label, colour, columns, write }: Readable, atMs: number, reachMs: number): CursorLine {
  const i = nearest(columns, atMs);
  if (i === undefined || Math.abs(columns.atMs[i]! - atMs) > reachMs) return { label, colour, text: noValue };
  const [min, max] = [columns.min[i]!, columns.max[i]!];
  const text = write(columns.value[i]!);
  return min < max
    ? { label, colour, text, spread: `${write(min)} … ${write(max)}` }
    : { label, colour, text };
}

/** The next sample of any of the series to one side. */
export function neighbour(series: readonly Readable[], atMs: number, direction: 1 | -1): number | undefined {
  const next = series.flatMap(({ columns }) => {
    const { atMs: times, value } = columns;
    let i = direction === 1 ? firstAtOrAfter(times, atMs + 1) : firstAtOrAfter(times, atMs) - 1;
    while (i in times && Number.isNaN(value[i]!)) i += direction;
    return i in times ? [times[i]!] : [];
  });
  return next.length === 0 ? undefined : direction === 1 ? Math.min(...next) : Math.max(...next);
}
