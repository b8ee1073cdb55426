import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueScale } from './value-scale.js';

describe('valueScale', () => {
  it.each([
    { values: [], expected: { min: 0, max: 1_000, interval: 250 } },
    { values: [0, 9_800], expected: { min: 0, max: 10_000, interval: 2_500 } },
    { values: [-9_800, 0], expected: { min: -10_000, max: 0, interval: 2_500 } },
    { values: [-10_000, 10_000], expected: { min: -10_000, max: 10_000, interval: 5_000 } },
    { values: [-3_000, 8_000], expected: { min: -3_000, max: 9_000, interval: 3_000 } },
  ])('frames $values', ({ values, expected }) => {
    expect(valueScale(values, 1_000)).toEqual(expected);
  });

  it('always contains every value, and zero on a grid line', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(values, (some) => {
        const scale = valueScale(some, 1_000);
        expect(scale.min).toBeLessThanOrEqual(Math.min(0, ...some));
        expect(scale.max * (1 + 1e-6)).toBeGreaterThanOrEqual(Math.max(0, ...some));
        expect(Math.abs((scale.min / scale.interval) % 1)).toBe(0);
        expect(scale.max - scale.min).toBeCloseTo(4 * scale.interval, 3);
      }),
    );
  });
});
