/** Fixed ends and steps of a value axis. */
export interface ValueScale {
  min: number;
  max: number;
  interval: number;
}

const mantissas = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  const mantissa = mantissas.find((m) => m * power >= value * (1 - 1e-9)) ?? 10;
  return mantissa * power;
};

/**
 * A scale with zero on a grid line and exactly `intervals` steps, so that a second axis with as many steps shares the
 * grid lines. `atLeast` keeps noise around zero from filling the chart.
 */
export function valueScale(values: readonly number[], atLeast: number, intervals = 4): ValueScale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const candidates = Array.from({ length: intervals + 1 }, (_, below) => below)
    .filter((below) => (below > 0 || low === 0) && (below < intervals || high === 0))
    .map((below) => {
      const needed = Math.max(low / -below || 0, high / (intervals - below) || 0, atLeast / intervals);
      return { below, interval: roundUp(needed) };
    });
  const best = candidates.reduce((a, b) => (b.interval < a.interval ? b : a));
  return {
    min: best.below === 0 ? 0 : -best.below * best.interval,
    max: (intervals - best.below) * best.interval,
    interval: best.interval,
  };
}
