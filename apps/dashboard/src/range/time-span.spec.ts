import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, refreshEveryMs, spanOf, stepFor } from './time-span.js';

const hour = 3_600_000;

describe('range and step', () => {
  it.each([
    [hour, 'line', 10_000],
    [6 * hour, 'line', 60_000],
    [24 * hour, 'line', 300_000],
    [7 * 24 * hour, 'line', 1_800_000],
    [30 * 24 * hour, 'line', 7_200_000],
    [hour, 'bar', 60_000],
    [24 * hour, 'bar', 900_000],
    [30 * 24 * hour, 'bar', 12 * hour],
  ] as const)('shows %d ms as a %s chart in steps of %d ms', (spanMs, shape, expected) => {
    expect(stepFor(spanMs, shape)).toBe(expected);
  });

  it('never asks for more windows than one reply holds, whatever the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 * 365 * 24 * hour }), (spanMs) => {
        expect(spanMs / stepFor(spanMs, 'line')).toBeLessThanOrEqual(400);
        expect(stepFor(spanMs, 'bar')).toBeGreaterThanOrEqual(1_000);
      }),
    );
  });

  it('moves a preset with the clock and includes this moment', () => {
    expect(spanOf({ preset: '1h' }, 2 * hour)).toEqual({ fromMs: hour, toMs: 2 * hour + 1 });
    expect(spanOf({ preset: 'custom', fromMs: 1, toMs: 2 }, 9)).toMatchObject({ fromMs: 1, toMs: 2 });
  });

  it('reads a short range again more often, a custom one never', () => {
    expect(refreshEveryMs({ preset: '1h' })).toBe(15_000);
    expect(refreshEveryMs({ preset: '24h' })).toBe(300_000);
    expect(refreshEveryMs({ preset: 'custom', fromMs: 1, toMs: 2 })).toBeUndefined();
  });

  it('reads a local time in the zone of the site', () => {
    expect(instantOf('2026-07-01T12:30', 'Europe/Stockholm')).toBe(Date.UTC(2026, 6, 1, 10, 30));
    expect(instantOf('', 'UTC')).toBeUndefined();
  });
});
