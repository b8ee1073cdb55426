import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pointing, widerSpan, zoomedSpan } from './chart-pointer.js';

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

describe('widerSpan', () => {
  it('is twice as long, and does not reach into the future', () => {
    expect(widerSpan({ fromMs: 4_000, toMs: 6_000 }, 100_000)).toEqual({ fromMs: 3_000, toMs: 7_000 });
    expect(widerSpan({ fromMs: 4_000, toMs: 6_000 }, 6_000)).toEqual({ fromMs: 2_000, toMs: 6_000 });
  });

  it('can always be written as two times, however often it is asked for', () => {
    let span = { fromMs: Date.UTC(2026, 0), toMs: Date.UTC(2026, 1) };
    for (let i = 0; i < 60; i += 1) span = widerSpan(span, span.toMs);
    expect(new Date(span.fromMs).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  });
});
