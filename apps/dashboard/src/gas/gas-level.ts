/** How much of a gas there is, in words: from the first band of its danger level to the last. */
export const gasLevels = ['safe', 'low', 'raised', 'high', 'very-high', 'danger'] as const;
export type GasLevel = (typeof gasLevels)[number];

/** What a concentration is measured against. */
export interface GasScale {
  /** ppm. */
  readonly danger: number;
  /** % of the danger level up to which each level but the last goes, its end inside; rising. */
  readonly bandsPct: readonly number[];
}

/** Place of a level among {@link gasLevels}: 0 is safe, 5 is danger. */
export type Severity = 0 | 1 | 2 | 3 | 4 | 5;

/** In which band of its scale a concentration lies. */
export const severityOn = ({ danger, bandsPct }: GasScale, ppm: number): Severity =>
  bandsPct.filter((pct) => ppm * 100 > pct * danger).length as Severity;

/** Each level with the concentrations (ppm) it goes from and to; the last has no end. */
export function bandsOf({ danger, bandsPct }: GasScale): { level: GasLevel; from: number; to?: number }[] {
  const edges = bandsPct.map((pct) => (pct / 100) * danger);
  return gasLevels.map((level, i) => {
    const to = edges[i];
    return { level, from: edges[i - 1] ?? 0, ...(to === undefined ? {} : { to }) };
  });
}
