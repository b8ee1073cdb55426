import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timeTicks } from './time-ticks.js';
import { wallTimeOf } from './zoned-time.js';

const iso = (ticks: number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(5, 16));

describe('timeTicks', () => {
  it('puts ten minutes on two-minute steps', () => {
    const fromMs = Date.parse('2026-03-01T12:00:30Z');
    const ticks = timeTicks({ fromMs, toMs: fromMs + 600_000, maxTicks: 6, timeZone: 'UTC' });
    expect(iso(ticks)).toEqual(['03-01T12:02', '03-01T12:04', '03-01T12:06', '03-01T12:08', '03-01T12:10']);
  });

  it('keeps local midnights over a change to summer time', () => {
    const ticks = timeTicks({
      fromMs: Date.parse('2026-03-27T12:00:00Z'),
      toMs: Date.parse('2026-03-31T12:00:00Z'),
      maxTicks: 5,
      timeZone: 'Europe/Stockholm',
    });
    expect(iso(ticks)).toEqual(['03-27T23:00', '03-28T23:00', '03-29T22:00', '03-30T22:00']);
  });

  it('never gives more than asked for, always inside the range, on whole local minutes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.integer({ min: 60_000, max: 400 * 86_400_000 }),
        fc.integer({ min: 2, max: 12 }),
        (fromMs, spanMs, maxTicks) => {
          const toMs = fromMs + spanMs;
          const ticks = timeTicks({ fromMs, toMs, maxTicks, timeZone: 'Asia/Kolkata' });
          expect(ticks.length).toBeLessThanOrEqual(maxTicks + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(fromMs);
            expect(tick).toBeLessThanOrEqual(toMs);
            if (spanMs > 20 * 60_000) expect(wallTimeOf(tick, 'Asia/Kolkata').second).toBe(0);
          }
        },
      ),
    );
  });
});
