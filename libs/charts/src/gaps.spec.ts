import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChartPoint, gapBoundMs, withGaps } from './gaps.js';

describe('gaps', () => {
  it('breaks the line where points are missing', () => {
    const points: ChartPoint[] = [
      [0, 1],
      [1_000, 2],
      [60_000, 3],
    ];
    expect(withGaps(points, 5_000)).toEqual([
      [0, 1],
      [1_000, 2],
      [1_001, null],
      [60_000, 3],
    ]);
  });

  it('bounds a gap by the usual spacing, but never below what was asked', () => {
    const every = (stepMs: number) => Array.from({ length: 9 }, (_, i): ChartPoint => [i * stepMs, i]);
    expect(gapBoundMs(every(1_000), 5_000)).toBe(5_000);
    expect(gapBoundMs(every(60_000), 5_000)).toBe(180_000);
    expect(gapBoundMs([], 5_000)).toBe(5_000);
  });

  it('leaves no two neighbours with values further apart than the bound, and loses no point', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, fc.integer({ min: 2, max: 100_000 }), (atMs, boundMs) => {
        const points = atMs.sort((a, b) => a - b).map((at): ChartPoint => [at, at]);
        const drawn = withGaps(points, boundMs);
        expect(drawn.filter(([, value]) => value !== null)).toEqual(points);
        for (const [i, [at, value]] of drawn.entries()) {
          const [previousAt, previous] = drawn[i - 1] ?? [at, value];
          if (value !== null && previous !== null) expect(at - previousAt).toBeLessThanOrEqual(boundMs);
        }
      }),
    );
  });
});
