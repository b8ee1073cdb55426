import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pointing, zoomedSpan } from './chart-pointer.js';

const chart = { option: {}, fromMs: 1_000, toMs: 11_000, timeZone: 'UTC', sides: { left: 60, right: 40 } };

describe('a pointer on a chart', () => {
  it('finds the time below it, and stays between the edges', () => {
    const at = pointing(chart, 1_100);
    expect(at.atOf(560)).toBe(6_000);
    expect([at.atOf(-5), at.atOf(5_000)]).toEqual([1_000, 11_000]);
  });

  it('finds the way back, whatever the width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 4_000 }),
        fc.integer({ min: 1_000, max: 11_000 }),
        (width, ms) => {
          const at = pointing(chart, width);
          expect(at.atOf(at.xOf(ms))).toBeCloseTo(ms, 3);
        },
      ),
    );
  });

  it('is not lost on a screen that has no room for the chart', () => {
    expect(Number.isFinite(pointing(chart, 0).atOf(70))).toBe(true);
  });
});

describe('zoomedSpan', () => {
  it('keeps the time that it is about in its place', () => {
    expect(zoomedSpan(chart, 3_000, true)).toEqual({ fromMs: 2_000, toMs: 7_000 });
    expect(zoomedSpan(chart, 3_000, false)).toEqual({ fromMs: -1_000, toMs: 19_000 });
  });
});
