/** Fixed ends and steps of a value axis. */
export interface ValueScale {
  min: number;
  max: number;
  interval: number;
}

const mantissas = [1, 2, 2.5, 5, 10];

/** Less than this part of its size is no movement of a value: the scale stays wider. */
const leastPart = 0.01;

/** Nothing that is measured is smaller; a step of such numbers could not be told from none. */
const leastSize = 1e-100;

const steps = (atLeast: number): number[] => {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [...mantissas, 20, 25, 50, 100]
    .map((mantissa) => mantissa * power)
    .filter((step) => step >= atLeast * (1 - 1e-9));
};

/**
 * A scale of exactly `intervals` round steps around the values, so that two axes of a chart share their grid lines.
 * `withZero`: for areas and bars, which grow from zero. Values from 1e-9 to 1e12 and beyond have one.
 */
export function niceScale(
  low: number,
  high: number,
  { withZero = false, intervals = 4 }: { withZero?: boolean; intervals?: number } = {},
): ValueScale {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < leastSize) return { min: 0, max: 1, interval: 1 / intervals };
  const bottom = withZero ? Math.min(0, low) : low;
  const top = withZero ? Math.max(0, high) : high;
  const needed = Math.max(top - bottom, size * leastPart) / intervals;
  for (const interval of steps(needed)) {
    const missing = Math.max(0, interval * intervals - (top - bottom));
    const roomy = withZero ? bottom : bottom - Math.min(missing / 2, interval / 2);
    const from = bottom >= 0 ? Math.max(0, roomy) : roomy;
    const min = Math.floor(from / interval + 1e-9) * interval;
    if (min + intervals * interval >= top - interval * 1e-9)
      return { min, max: min + intervals * interval, interval };
  }
  return { min: bottom, max: top, interval: (top - bottom) / intervals };
}
