import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochMsOf, wallTimeOf } from './zoned-time.js';

const zones = ['UTC', 'Europe/Stockholm', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const midnight = (year: number, month: number, day: number) => ({
  year,
  month,
  day,
  hour: 0,
  minute: 0,
  second: 0,
});

describe('zoned time', () => {
  it('reads the wall clock of a zone', () => {
    expect(wallTimeOf(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Stockholm')).toEqual({
      ...midnight(2026, 7, 2),
      minute: 30,
    });
  });

  it('knows days of 23 and 25 hours', () => {
    const hours = (month: number, day: number) =>
      (epochMsOf(midnight(2026, month, day + 1), 'Europe/Stockholm') -
        epochMsOf(midnight(2026, month, day), 'Europe/Stockholm')) /
      3_600_000;
    expect([hours(3, 28), hours(3, 29), hours(10, 25)]).toEqual([24, 23, 25]);
  });

  it('takes the first pass of a repeated hour and the offset before a skipped one', () => {
    const repeated = { ...midnight(2026, 10, 25), hour: 2, minute: 30 };
    expect(epochMsOf(repeated, 'Europe/Stockholm')).toBe(Date.UTC(2026, 9, 25, 0, 30));
    const skipped = { ...midnight(2026, 3, 29), hour: 2, minute: 30 };
    expect(epochMsOf(skipped, 'Europe/Stockholm')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });

  it('returns to a time with the same wall clock, whatever the zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom(...zones),
        (seconds, timeZone) => {
          const wall = wallTimeOf(seconds * 1_000, timeZone);
          expect(wallTimeOf(epochMsOf(wall, timeZone), timeZone)).toEqual(wall);
        },
      ),
    );
  });
});
