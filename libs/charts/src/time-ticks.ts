import { epochMsOf, wallTimeOf } from './zoned-time.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 5, 10, 30, 100, 365].map((n) => n * day),
];

/** Zones are offset by multiples of a quarter of an hour, so ticks up to that fall on wall clock steps anyway. */
const alignedEverywhereMs = 15 * minute;

export interface TickRange {
  fromMs: number;
  toMs: number;
  /** At most this many ticks. */
  maxTicks: number;
  timeZone: string;
}

/** Round instants of the site's wall clock for a time axis, also across a change to or from summer time. */
export function timeTicks(range: TickRange): number[] {
  const wantedMs = (range.toMs - range.fromMs) / Math.max(1, range.maxTicks);
  const stepMs = stepsMs.find((step) => step >= wantedMs) ?? Math.ceil(wantedMs / day) * day;
  const ticks = stepMs <= alignedEverywhereMs ? epochTicks(range, stepMs) : wallTicks(range, stepMs);
  return ticks.filter((tick) => tick >= range.fromMs && tick <= range.toMs).slice(0, range.maxTicks + 1);
}

function epochTicks({ fromMs, toMs }: TickRange, stepMs: number): number[] {
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  return Array.from({ length: Math.floor((toMs - first) / stepMs) + 1 }, (_, i) => first + i * stepMs);
}

function wallTicks({ fromMs, toMs, timeZone }: TickRange, stepMs: number): number[] {
  const { year, month, day: firstDay } = wallTimeOf(fromMs, timeZone);
  const wall = { year, month, day: firstDay, hour: 0, minute: 0, second: 0 };
  const count = Math.ceil((toMs - fromMs + day + 2 * hour) / stepMs) + 1;
  const ticks = Array.from({ length: count }, (_, i) =>
    epochMsOf({ ...wall, second: (i * stepMs) / second }, timeZone),
  );
  return [...new Set(ticks)].sort((a, b) => a - b);
}
