import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { niceScale } from './nice-scale.js';

describe('niceScale', () => {
  it.each([
    { low: 3, high: 97, expected: { min: 0, max: 100, interval: 25 } },
    { low: 0, high: 0, expected: { min: 0, max: 1, interval: 0.25 } },
    { low: -5e-324, high: 0, expected: { min: 0, max: 1, interval: 0.25 } },
    { low: 0, high: 2e-9, expected: { min: 0, max: 2e-9, interval: 5e-10 } },
  ])('frames $low to $high', ({ low, high, expected }) => {
    const scale = niceScale(low, high);
    expect(scale.min).toBeCloseTo(expected.min, 12);
    expect(scale.max).toBeCloseTo(expected.max, 12);
    expect(scale.interval).toBeCloseTo(expected.interval, 12);
  });

  it('holds every value in exactly four steps, whatever their size', () => {
    const value = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: 1e-9, max: 1e-6, noNaN: true }),
    );
    fc.assert(
      fc.property(value, value, fc.boolean(), (a, b, withZero) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const { min, max, interval } = niceScale(low, high, { withZero });
        const slack = interval * 1e-6;
        expect(min).toBeLessThanOrEqual(low + slack);
        expect(max).toBeGreaterThanOrEqual(high - slack);
        expect((max - min) / interval).toBeCloseTo(4, 6);
        expect(interval).toBeGreaterThan(0);
        if (withZero) {
          expect(min).toBeLessThanOrEqual(slack);
          expect(max).toBeGreaterThanOrEqual(-slack);
        }
      }),
    );
  });
});
