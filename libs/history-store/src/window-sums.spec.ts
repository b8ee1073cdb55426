import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addReading } from './sum-readings.js';
import { timeWeights } from './time-weights.js';
import { holdMs, WindowSums } from './window-sums.js';

interface Point {
  readonly atMs: number;
  readonly ordinal: number;
  readonly value: number;
  readonly quality?: 'missing' | undefined;
}

const point = fc.record({
  atMs: fc.nat(4 * holdMs),
  ordinal: fc.nat(3),
  value: fc.integer({ min: -100, max: 100 }),
  quality: fc.constantFrom(undefined, undefined, 'missing' as const),
});
const points = fc
  .uniqueArray(point, { maxLength: 30, selector: ({ atMs, ordinal }) => `${atMs} ${ordinal}` })
  .map((all) => all.toSorted((a, b) => a.atMs - b.atMs || a.ordinal - b.ordinal));
const edges = fc
  .uniqueArray(fc.nat(4 * holdMs), { minLength: 2, maxLength: 8 })
  .map((all) => Float64Array.from(all).sort());

function summed(edgesMs: Float64Array, all: readonly Point[]): WindowSums {
  const sums = new WindowSums(edgesMs);
  for (const one of all) addReading(sums, one);
  return sums;
}

describe('WindowSums', () => {
  it('find the window of an instant', () => {
    const sums = new WindowSums(Float64Array.of(10, 20, 30));
    expect([9, 10, 19, 20, 29, 30].map((atMs) => sums.indexOf(atMs))).toEqual([-1, 0, 0, 1, 1, -1]);
    expect(new WindowSums(Float64Array.of(10)).indexOf(10)).toBe(-1);
  });

  it('are the same whether readings come singly or in groups', () => {
    fc.assert(
      fc.property(points, edges, edges, (all, coarse, fine) => {
        const both = Float64Array.from(new Set([...coarse, ...fine])).sort();
        const parts = summed(both, all);
        const whole = new WindowSums(coarse);
        for (let i = 0; i < parts.length; i += 1) {
          const at = whole.indexOf(both[i] ?? 0);
          if (at >= 0) whole.add(at, parts.group(i));
        }
        expect(whole.cells).toEqual(summed(coarse, all).cells);
      }),
    );
  });

  it('are the same but for the weights in whatever order readings come', () => {
    const inTwoOrders = points.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(inTwoOrders, edges, ([all, shuffled], edgesMs) => {
        const [a, b] = [summed(edgesMs, shuffled), summed(edgesMs, all)];
        const unweighted = 8 * a.length;
        expect(a.cells.subarray(0, unweighted)).toEqual(b.cells.subarray(0, unweighted));
      }),
    );
  });

  it('survive a message between threads', () => {
    const sums = summed(Float64Array.of(0, 10, 20), [{ atMs: 12, ordinal: 1, value: 5 }]);
    const again = new WindowSums(structuredClone(sums.edgesMs), structuredClone(sums.cells));
    expect(again.group(1)).toEqual(sums.group(1));
    expect(again.count[0]).toBe(0);
  });

  it('forget a window that is cleared', () => {
    const sums = summed(Float64Array.of(0, 10, 20), [{ atMs: 12, ordinal: 1, value: 5 }]);
    sums.clear(1);
    expect(sums.cells).toEqual(new WindowSums(sums.edgesMs).cells);
  });
});

describe('timeWeights', () => {
  /** By definition, a millisecond at a time would do; here between all instants at which something changes. */
  const byDefinition = (edgesMs: Float64Array, all: readonly Point[]) => {
    const instants = new Set([...edgesMs, ...all.flatMap(({ atMs }) => [atMs, atMs + holdMs])]);
    const moments = [...instants].sort((a, b) => a - b);
    const sums = new WindowSums(edgesMs);
    moments.forEach((fromMs, i) => {
      const held = all.findLast(({ atMs }) => atMs <= fromMs);
      const at = sums.indexOf(fromMs);
      const untilMs = moments[i + 1] ?? fromMs;
      if (at < 0 || !held || held.quality || fromMs >= held.atMs + holdMs) return;
      sums.weighted[at] = (sums.weighted[at] ?? 0) + held.value * (untilMs - fromMs);
      sums.weightMs[at] = (sums.weightMs[at] ?? 0) + (untilMs - fromMs);
    });
    return { weighted: sums.weighted, weightMs: sums.weightMs };
  };

  it('are what the definition says', () => {
    fc.assert(
      fc.property(points, edges, (all, edgesMs) => {
        const before = all.findLast(({ atMs }) => atMs < (edgesMs[0] ?? 0));
        const held = before?.quality ? undefined : before;
        expect(timeWeights(summed(edgesMs, all), held)).toEqual(byDefinition(edgesMs, all));
      }),
    );
  });
});
