import { epochMsOf } from '@kilowatch/charts/zoned-time';

export const presets = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;
export type Preset = (typeof presets)[number];
export type ChartShape = 'line' | 'bar';

/** Epoch milliseconds, the end exclusive. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** A preset moves with the clock, a custom span stands still. */
export type TimeRange = { preset: Preset } | ({ preset: 'custom' } & Span);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const presetMs: Record<Preset, number> = {
  '1h': hour,
  '6h': 6 * hour,
  '24h': day,
  '7d': 7 * day,
  '30d': 30 * day,
  '90d': 90 * day,
};

/** Windows the history keeps rolled up or computes quickly, all dividing a day. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * hour),
];

/** A line has more windows than a bar chart, whose bars must stay wide enough to see. */
const mostWindows: Record<ChartShape, number> = { line: 400, bar: 96 };

/** The finest step whose windows the chart can show. */
export const stepFor = (spanMs: number, shape: ChartShape): number =>
  stepsMs.find((stepMs) => spanMs / stepMs <= mostWindows[shape]) ??
  Math.ceil(spanMs / mostWindows[shape] / day) * day;

/** A little past now, so that a value of this moment is inside. */
export const spanOf = (range: TimeRange, nowMs: number): Span =>
  range.preset === 'custom' ? range : { fromMs: nowMs - presetMs[range.preset], toMs: nowMs + 1 };

/** How often a range that ends now is read again: when about one new window is there, and not more than 4 times a minute. */
export const refreshEveryMs = (range: TimeRange): number | undefined =>
  range.preset === 'custom' ? undefined : Math.max(15_000, stepFor(presetMs[range.preset], 'line'));

const local = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?/;

/** The instant of a `datetime-local` input, read in the site's zone. Undefined: not a time. */
export function instantOf(text: string, timeZone: string): number | undefined {
  const match = local.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, dayOfMonth = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return epochMsOf({ year, month, day: dayOfMonth, hour: hours, minute: minutes, second: seconds }, timeZone);
}
