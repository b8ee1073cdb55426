import { describe, expect, it } from '@jest/globals';
import { boundedMean, windowStart } from './aggregate.js';

describe('windowStart', () => {
  it.each([
    [0, 1_000, 0],
    [999, 1_000, 0],
    [1_000, 1_000, 1_000],
    [1_700_000_059_999, 60_000, 1_700_000_040_000],
  ])('of %d ms in steps of %d ms is %d', (atMs, stepMs, start) => {
    expect(windowStart(atMs, stepMs)).toBe(start);
  });
});

describe('boundedMean', () => {
  it.each([
    ['an ordinary mean', 2, 1, 3, 2],
    ['a sum that overflowed', Infinity, 1e308, 1.7e308, 1.35e308],
    ['infinities that cancelled', null, -1.7e308, 1.7e308, 0],
    ['a mean rounded past the maximum', 0.30000000000000004, 0.3, 0.3, 0.3],
  ])('keeps %s inside', (_case, mean, min, max, expected) => {
    expect(boundedMean(mean, min, max)).toBeCloseTo(expected);
    expect(boundedMean(mean, min, max)).toBeLessThanOrEqual(max);
    expect(boundedMean(mean, min, max)).toBeGreaterThanOrEqual(min);
  });
});
