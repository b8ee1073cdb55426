import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { KnownGaps } from './known-gaps.js';

it('goes on behind the newest, and in front of a backlog that is filled newest first', () => {
  const gaps = new KnownGaps();
  gaps.learn([100, Infinity]);
  for (let i = 0; i < 50; i++) {
    gaps.fill([1_000_000 + i * 10, 1_000_005 + i * 10]); // live
    gaps.fill([900_000 - i * 20, 900_009 - i * 20]); // the backlog
  }
  expect([101, 800_000, 1_000_496].map((atMs) => gaps.has(atMs))).toEqual([true, true, true]);
  expect([100, 899_020, 1_000_495].map((atMs) => gaps.has(atMs))).toEqual([false, false, false]);
});

it('never says of a time that something was filled in or may be at that nothing is there', () => {
  const time = fc.nat(60);
  const step = fc.oneof(
    fc.array(time, { maxLength: 4 }).map((times) => ({ times })),
    fc.tuple(time, time).map(([a, b]) => ({ gap: [Math.min(a, b), Math.max(a, b)] as const })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const gaps = new KnownGaps();
      const [free, filled] = [new Set<number>(), new Set<number>()];
      for (const one of steps) {
        if ('times' in one) {
          gaps.fill(one.times);
          for (const atMs of one.times) filled.add(atMs);
        } else {
          const [afterMs, beforeMs] = one.gap;
          const inside = Array.from(
            { length: Math.max(0, beforeMs - afterMs - 1) },
            (_, i) => afterMs + 1 + i,
          );
          if (inside.some((atMs) => filled.has(atMs))) continue; // nobody could learn that
          gaps.learn(one.gap);
          for (const atMs of inside) free.add(atMs);
        }
        for (let atMs = 0; atMs <= 60; atMs++) {
          if (gaps.has(atMs)) expect(free.has(atMs) && !filled.has(atMs)).toBe(true);
        }
      }
    }),
  );
});
