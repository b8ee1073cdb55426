/** Uniform numbers in [0, 1). */
export type Random = () => number;

/** The generator mulberry32 (Tommy Ettinger, public domain): 32 bits of state, the same sequence for the same seed everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Wander {
  readonly around: number;
  /** Furthest away from there. */
  readonly by: number;
  /** Of `by`, furthest in one step. */
  readonly pace?: number;
}

/** A number that goes slowly up and down as it likes, and tends to go back to where it belongs. */
export function wanderer(random: Random, { around, by, pace = 0.1 }: Wander): () => number {
  let away = by * (random() - 0.5);
  return () => {
    const step = (random() - 0.5) * 2 * pace * by;
    away = Math.min(by, Math.max(-by, away * (1 - pace / 4) + step));
    return around + away;
  };
}

/** As a display with so many decimals shows it; never -0. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;
