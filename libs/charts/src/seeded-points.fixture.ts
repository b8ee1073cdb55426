import type { ChartFrame } from './axes.js';
import type { ChartPoint } from './series-columns.js';

/** A small linear congruential generator: the same seed gives the same chart. */
const random = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return seed / 4_294_967_296;
};

export const startMs = Date.UTC(2026, 2, 1, 12);

/** Points every `stepMs` that wander between `low` and `high`, with a hole of ten steps in the middle. */
export function seededPoints(seed: number, stepMs: number, low: number, high: number): ChartPoint[] {
  const next = random(seed);
  return Array.from({ length: 40 }, (_, i): ChartPoint => [
    startMs + i * stepMs,
    Math.round(low + next() * (high - low)),
  ]).filter((_, i) => i < 15 || i >= 25);
}

export const frame: ChartFrame = {
  fromMs: startMs,
  toMs: startMs + 40_000,
  timeZone: 'Europe/Stockholm',
  theme: {
    ink: '#111111',
    mutedInk: '#555555',
    gridLine: '#dddddd',
    surface: '#ffffff',
    fontFamily: 'sans-serif',
  },
  locale: 'en-GB',
};
