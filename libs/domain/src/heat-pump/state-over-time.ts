/** Values at instants, ascending; UTC epoch ms. */
export interface TimedValues {
  readonly atMs: readonly number[];
  readonly values: readonly number[];
}

const leastSilenceMs = 10 * 60_000;

/** After how long without any word of a device its states are no longer known. */
export const silenceMsOf = (stepMs: number): number => Math.max(leastSilenceMs, 2 * stepMs);

/** Every instant of any of the series, ascending. */
export const instantsOf = (series: Iterable<TimedValues>): number[] => {
  const all = new Set<number>();
  for (const { atMs } of series) for (const instant of atMs) all.add(instant);
  return [...all].sort((a, b) => a - b);
};

/**
 * A state at each instant: what was said last, as gateways may say a state only when it changes. Undefined before the first word, and
 * after a silence of the device (no instant for `silenceMs`) until the state is said again.
 * @param instants when the device said anything at all, those of the state among them
 */
export function statesAt({ atMs, values }: TimedValues, instants: readonly number[], silenceMs: number) {
  let next = 0;
  let held: number | undefined;
  return instants.map((instant, i): number | undefined => {
    if (i > 0 && instant - instants[i - 1]! > silenceMs) held = undefined;
    for (; next < atMs.length && atMs[next]! <= instant; next += 1)
      if (atMs[next] === instant) held = values[next];
    return held;
  });
}

/**
 * How much of the time in which a state was known it was above 0, %: each counts until the next instant, at most `silenceMs`. A state
 * known at one instant only counts as all there is; 0 when it never was.
 */
export function onPercent(
  states: readonly (number | undefined)[],
  instants: readonly number[],
  silenceMs: number,
): number {
  let [onMs, knownMs] = [0, 0];
  for (let i = 0; i < instants.length - 1; i += 1) {
    const state = states[i];
    if (state === undefined) continue;
    const ms = Math.min(silenceMs, instants[i + 1]! - instants[i]!);
    knownMs += ms;
    if (state > 0) onMs += ms;
  }
  if (knownMs === 0) return states.some((state) => state !== undefined && state > 0) ? 100 : 0;
  return Math.min(100, Math.max(0, (onMs / knownMs) * 100));
}
