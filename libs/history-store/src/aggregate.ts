/** Orders by code units, as the store's own comparisons do everywhere. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Start of the window that holds an instant; windows are aligned to the epoch. */
export const windowStart = (atMs: number, stepMs: number): number => atMs - (atMs % stepMs);

/** A mean that lies between minimum and maximum even where the sum overflowed or rounding carried it outside. */
export const boundedMean = (mean: number | null, min: number, max: number): number =>
  mean !== null && Number.isFinite(mean) ? Math.min(max, Math.max(min, mean)) : min / 2 + max / 2;
