import { expect, it } from '@jest/globals';
import { DrainPace } from './drain-pace.js';

const limits = { timesLive: 20, leastPerS: 100 };

/** Lets so many readings a second come for so long, and writes as much of a backlog as is allowed; how much that was. */
function writtenDuring(pace: DrainPace, fromMs: number, forMs: number, livePerS: number): number {
  let written = 0;
  for (let ms = fromMs; ms < fromMs + forMs; ms += 10) {
    pace.arrived(livePerS / 100);
    const allowed = pace.allowed(ms);
    pace.spent(allowed);
    written += allowed;
  }
  return written;
}

it('a backlog is written at twenty times the rate at which new readings come', () => {
  const pace = new DrainPace(limits, 0);
  writtenDuring(pace, 0, 60_000, 1_000);
  const perS = writtenDuring(pace, 60_000, 10_000, 1_000) / 10;
  expect(perS).toBeGreaterThan(19_000);
  expect(perS).toBeLessThan(20_500);
});

it('a backlog is written where nothing comes, too', () => {
  const pace = new DrainPace(limits, 0);
  const perS = writtenDuring(pace, 0, 10_000, 0) / 10;
  expect(perS).toBeGreaterThan(99);
  expect(perS).toBeLessThan(115);
});

it('the wait says when so many are allowed, and no more is ever saved up than of a second', () => {
  const pace = new DrainPace(limits, 0);
  pace.spent(100);
  expect(pace.untilAllowedMs(50, 0)).toBeCloseTo(500);
  expect(pace.allowed(500)).toBe(50);
  expect(pace.allowed(100_000)).toBe(100);
  expect(pace.untilAllowedMs(5_000, 100_000)).toBe(0);
});
