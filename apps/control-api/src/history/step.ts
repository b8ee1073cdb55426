import { type CalendarStep, Fault } from '@kilowatch/contracts';
import type { Span } from '../query-span.js';

/** How the readings of a series are put together. */
export type Step =
  | { readonly kind: 'raw'; readonly text: 'raw' }
  | { readonly kind: 'even'; readonly text: string; readonly stepMs: number }
  | {
      readonly kind: 'calendar';
      readonly text: string;
      readonly calendar: CalendarStep;
      readonly usualMs: number;
    };

export type WindowStep = Exclude<Step, { kind: 'raw' }>;

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: secondMs,
  m: minuteMs,
  min: minuteMs,
  h: hourMs,
};
const calendarUnits = {
  '1h': { unit: 'hour', usualMs: hourMs },
  '1d': { unit: 'day', usualMs: dayMs },
  '1w': { unit: 'week', usualMs: 7 * dayMs },
  '1mo': { unit: 'month', usualMs: 30 * dayMs },
} as const;

/** Steps that are chosen: each is made whole of the roll-ups of a finer one. */
const niceSteps = [
  '1s',
  '2s',
  '5s',
  '10s',
  '15s',
  '30s',
  '1m',
  '2m',
  '5m',
  '10m',
  '15m',
  '30m',
  '1h',
  '2h',
  '3h',
  '6h',
  '12h',
  '1d',
  '1w',
  '1mo',
];

const longestText = 20;

/** Reads a step as `raw`, `10s`, `5m`, `1d`; hours, days, weeks and months are those of the time zone. Fault: `request.invalid`. */
export function readStep(text: string, timeZone: string): Step {
  if (text === 'raw') return { kind: 'raw', text };
  const calendar = Object.hasOwn(calendarUnits, text)
    ? calendarUnits[text as keyof typeof calendarUnits]
    : undefined;
  if (calendar)
    return { kind: 'calendar', text, calendar: { unit: calendar.unit, timeZone }, usualMs: calendar.usualMs };
  const [, count, unit = ''] = /^(\d{1,9})(ms|s|m|min|h)$/.exec(text) ?? [];
  const stepMs = Number(count) * unitsMs[unit]!;
  if (stepMs > 0) return { kind: 'even', text, stepMs };
  const shown = JSON.stringify(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
  throw new Fault(
    'request.invalid',
    `step must be raw, a duration such as 500ms, 10s, 5m or 2h, or one of 1d, 1w and 1mo; got ${shown}`,
  );
}

/** A range up to `now()` reaches a millisecond beyond it (see `readSpan`), for which no window is wanted. */
const rangeOf = ({ fromMs, toMs }: Span): number => toMs - fromMs - 1;

const lengthOf = (step: WindowStep): number => (step.kind === 'even' ? step.stepMs : step.usualMs);

/** The finest of the usual steps that has at most so many windows over the range, edges aside; months, when none has. */
export function chooseStep(span: Span, mostWindows: number, timeZone: string): WindowStep {
  const steps = niceSteps.map((text) => readStep(text, timeZone) as WindowStep);
  return steps.find((step) => lengthOf(step) * mostWindows >= rangeOf(span)) ?? steps.at(-1)!;
}

/** Windows of one series over the range, about. */
export const windowsOf = (span: Span, step: WindowStep): number =>
  Math.max(1, Math.ceil(rangeOf(span) / lengthOf(step)));
