import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommandTimes } from './command-times.js';

describe('CommandTimes', () => {
  it('tells commands of one millisecond apart', () => {
    const times = new CommandTimes();
    expect([100, 100, 100, 101, 200].map((nowMs) => times.next(nowMs))).toEqual([100, 101, 102, 103, 200]);
  });

  it('stays near the clock, whatever the load and however the clock is set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000 }), { maxLength: 200 }), (clock) => {
        const times = new CommandTimes();
        for (const nowMs of clock) {
          const atMs = times.next(nowMs);
          expect(atMs).toBeGreaterThanOrEqual(nowMs);
          expect(atMs).toBeLessThanOrEqual(nowMs + 10);
        }
      }),
    );
  });

  it('never goes back while the clock does not', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 200 }), (steps) => {
        const times = new CommandTimes();
        let nowMs = 0;
        let last = -1;
        for (const step of steps) {
          nowMs += step;
          const atMs = times.next(nowMs);
          expect(atMs).toBeGreaterThanOrEqual(last);
          last = atMs;
        }
      }),
    );
  });
});
