import { type CalendarStep, Fault, maxQueriedWindows } from '@kilowatch/contracts';
import { type OffsetSpan, offsetsOf } from './time-zone.js';

type Unit = CalendarStep['unit'];

/** How a unit is counted on a wall clock: its number there, and the local time (ms, as if it were UTC) at which one begins. */
interface UnitCount {
  readonly numberAt: (localMs: number) => number;
  readonly startOf: (number: number) => number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const even = (lengthMs: number, beginMs = 0): UnitCount => ({
  numberAt: (localMs) => Math.floor((localMs - beginMs) / lengthMs),
  startOf: (number) => beginMs + number * lengthMs,
});

const units: Readonly<Record<Unit, UnitCount>> = {
  hour: even(hourMs),
  day: even(dayMs),
  week: even(7 * dayMs, -3 * dayMs), // the epoch was a Thursday; weeks begin on Mondays
  month: {
    numberAt: (localMs) => {
      const date = new Date(localMs);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    },
    startOf: (number) => Date.UTC(Math.floor(number / 12), number % 12),
  },
};

/** Nothing is longer than a month, plus what clocks are set by (a day, where the date line moved). */
const marginMs = 33 * dayMs;

/** As late as a Date can be, https://tc39.es/ecma262/#sec-time-values-and-time-range */
const latestMs = 8_640_000_000_000_000;

/**
 * The edges of the calendar's windows that cover [fromMs, toMs), UTC epoch ms: the first is at or before `fromMs`, the last at or
 * after `toMs`, window i is [edge i, edge i + 1). Empty when `fromMs` is not before `toMs`. Throws `request.invalid` for an
 * unknown time zone, and for more windows than one question may have.
 *
 * A day, week (from Monday) or month begins when the local date does, for the first time where clocks are set back over
 * midnight: each has one window, a day that was skipped none. An hour begins whenever the clock shows a full one or jumps to
 * another: 25 of them on 2025-10-26 in Berlin, and one of 90 minutes where clocks are set back by 30.
 */
export function calendarEdges(fromMs: number, toMs: number, { unit, timeZone }: CalendarStep): Float64Array {
  if (!(fromMs < toMs)) return new Float64Array();
  assertBounded(fromMs, toMs, unit);
  const spans = offsetsOf(timeZone, fromMs - marginMs, toMs + marginMs);
  const starts = unit === 'hour' ? hourStarts(spans) : dateStarts(spans, units[unit]);
  const first = starts.findLastIndex((startMs) => startMs <= fromMs);
  const last = starts.findIndex((startMs) => startMs >= toMs);
  return Float64Array.from(starts.slice(first, last + 1));
}

function assertBounded(fromMs: number, toMs: number, unit: Unit): void {
  const { startOf } = units[unit];
  const windows = (toMs - fromMs) / (startOf(1) - startOf(0));
  if (windows <= maxQueriedWindows && toMs + marginMs <= latestMs) return;
  throw new Fault(
    'request.invalid',
    `The range has ${Math.ceil(windows)} windows of one ${unit}: ask for a longer step or a shorter range, at most ${maxQueriedWindows} windows`,
  );
}

/** Starts of units that only go forward. */
function dateStarts(spans: readonly OffsetSpan[], unit: UnitCount): number[] {
  const starts: number[] = [];
  let current = -Infinity;
  for (const { fromMs, toMs, offsetMs } of spans) {
    const number = unit.numberAt(fromMs + offsetMs);
    if (number > current && current !== -Infinity) starts.push(fromMs);
    current = Math.max(current, number);
    for (;;) {
      const startMs = unit.startOf(current + 1) - offsetMs;
      if (startMs >= toMs) break;
      starts.push(startMs);
      current += 1;
    }
  }
  return starts;
}

/** Starts of hours, which clocks may show twice. */
function hourStarts(spans: readonly OffsetSpan[]): number[] {
  const { numberAt, startOf } = units.hour;
  return spans.flatMap(({ fromMs, toMs, offsetMs }, i) => {
    const number = numberAt(fromMs + offsetMs);
    const before = spans[i - 1];
    const isOther = before && number !== numberAt(fromMs - 1 + before.offsetMs);
    const starts = isOther || startOf(number) === fromMs + offsetMs ? [fromMs] : [];
    for (let startMs = startOf(number + 1) - offsetMs; startMs < toMs; startMs += hourMs)
      starts.push(startMs);
    return starts;
  });
}
