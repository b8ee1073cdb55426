import { classicCop } from './cop.js';
import type { TimedValues } from './state-over-time.js';

/** Temperature differences over time, K. */
export interface DeltaSeries {
  readonly radiator: TimedValues;
  readonly brine: TimedValues;
}

export const noValues: TimedValues = { atMs: [], values: [] };

export function valuesByTime({ atMs, values }: TimedValues): Map<number, number> {
  const byTime = new Map<number, number>();
  for (let i = 0; i < atMs.length; i += 1) byTime.set(atMs[i]!, values[i]!);
  return byTime;
}

const timedValues = (pairs: readonly (readonly [atMs: number, value: number])[]): TimedValues => ({
  atMs: pairs.map(([atMs]) => atMs),
  values: pairs.map(([, value]) => value),
});

/** a − b, where both have a value. */
export function differenceOf(a: TimedValues = noValues, b: TimedValues = noValues): TimedValues {
  const subtrahends = valuesByTime(b);
  return timedValues(
    a.atMs.flatMap((atMs, i) => {
      const subtrahend = subtrahends.get(atMs);
      return subtrahend === undefined ? [] : [[atMs, a.values[i]! - subtrahend] as const];
    }),
  );
}

/** The COP wherever there is one. */
export function copSeriesOf(
  { radiator, brine }: DeltaSeries,
  isCompressorOn: (atMs: number) => boolean,
): TimedValues {
  const brineAt = valuesByTime(brine);
  return timedValues(
    radiator.atMs.flatMap((atMs, i) => {
      const temperatures = { radiatorK: radiator.values[i]!, brineK: brineAt.get(atMs) ?? Number.NaN };
      const cop = classicCop(isCompressorOn(atMs), temperatures);
      return cop === undefined ? [] : [[atMs, cop] as const];
    }),
  );
}
