const steps = [1, 2, 5, 10];

/** Where a power scale ends: at the rating, or at a round number above everything shown. W. */
export function scaleEndW(values: readonly (number | undefined)[], ratedPowerW: number | undefined): number {
  const highest = Math.max(...values.map((value) => Math.abs(value ?? 0)));
  if (ratedPowerW !== undefined && ratedPowerW > 0 && highest <= ratedPowerW) return ratedPowerW;
  const least = Math.max(1_000, highest);
  const power = 10 ** Math.floor(Math.log10(least));
  return (steps.find((step) => step * power >= least) ?? 10) * power;
}
