const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const unitsMs: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs };

/** The longest range of a unit (in that unit) and the windows that it is shown in, as the heat pump predecessor chose them. */
const steps: Readonly<Record<string, readonly (readonly [longest: number, stepMs: number])[]>> = {
  m: [[Infinity, 5 * minuteMs]],
  h: [
    [1, minuteMs],
    [6, 2 * minuteMs],
    [24, 5 * minuteMs],
    [Infinity, 10 * minuteMs],
  ],
  d: [
    [1, 5 * minuteMs],
    [7, 15 * minuteMs],
    [30, hourMs],
    [Infinity, 4 * hourMs],
  ],
};

/** A range of the heat pump's charts and how long the windows are that its readings are put together in; ms. */
export interface GraphWindows {
  readonly lengthMs: number;
  readonly stepMs: number;
}

/** Reads a range such as `24h` or `30d`; undefined for what is none. */
export function graphWindowsOf(range: string): GraphWindows | undefined {
  const [, digits, unit = ''] = /^(\d{1,3})([mhd])$/.exec(range) ?? [];
  const count = Number(digits);
  if (!(count > 0)) return undefined;
  const [, stepMs] = steps[unit]!.find(([longest]) => count <= longest)!;
  return { lengthMs: count * unitsMs[unit]!, stepMs };
}

/** The longest span of each of the usual windows. */
const usualSteps: readonly (readonly [longestMs: number, stepMs: number])[] = [
  [hourMs, minuteMs],
  [6 * hourMs, 2 * minuteMs],
  [dayMs, 5 * minuteMs],
  [7 * dayMs, 15 * minuteMs],
  [30 * dayMs, hourMs],
  [90 * dayMs, 4 * hourMs],
  [366 * dayMs, 12 * hourMs],
];
const mostWindows = 750;

/**
 * The windows of a span of any length, ms: those of the usual ranges, whole days beyond a year. Never below a minute, as gateways go through
 * their registers one after the other, and differences want both temperatures in one window.
 */
export function graphStepMs(lengthMs: number): number {
  const [, usual] = usualSteps.find(([longestMs]) => lengthMs <= longestMs + minuteMs) ?? [];
  return usual ?? Math.ceil(lengthMs / mostWindows / dayMs) * dayMs;
}

/** What is reckoned within 8,800 windows is soon there; above that only roughly. */
const reckonedSteps: readonly (readonly [longestMs: number, stepMs: number])[] = [
  [90 * dayMs, 15 * minuteMs],
  [366 * dayMs, hourMs],
];

/**
 * The windows in which running times and efficiency of a span are reckoned, ms: finer than those that are shown where these hide starts, or
 * mix rest and work to temperatures that never were.
 */
export function reckonedStepMs(lengthMs: number): number {
  const [, fine = Infinity] = reckonedSteps.find(([longestMs]) => lengthMs <= longestMs + minuteMs) ?? [];
  return Math.min(fine, graphStepMs(lengthMs));
}
