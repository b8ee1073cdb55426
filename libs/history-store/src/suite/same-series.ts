import fc from 'fast-check';
import { expect } from '@jest/globals';
import type { Reading, SeriesName } from '@kilowatch/contracts';
import type { DeletionAsked, HistoryStore, SeriesAsked, SeriesWindows } from '../history-store.js';
import { MemoryHistoryStore } from '../memory-history-store.js';
import { type TimeWeights, timeWeights } from '../time-weights.js';
import { batchOf, t0 } from './fixtures.js';
import { tabled } from './summed.js';

const dayMs = 86_400_000;
const devices = ['battery:b1', 'battery:b2'] as const;

/** Times that meet often, lie dense or far apart, and like the edges of minutes, hours and days. */
const instant = fc.oneof(
  fc.nat(20).map((i) => t0 + i * 500),
  fc.nat(300).map((i) => t0 + i * 60_000 - 1),
  fc.nat(40 * dayMs).map((ms) => t0 + ms),
  fc.nat(40).map((i) => t0 - (t0 % dayMs) + i * dayMs),
);

const reading: fc.Arbitrary<Reading> = fc
  .record({
    device: fc.constantFrom(...devices),
    metric: fc.constantFrom('a', 'b'),
    index: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
    value: fc.integer({ min: -800, max: 8_000 }).map((eighths) => eighths / 8), // sums are exact in any order
    atMs: instant,
    ordinal: fc.nat(2),
    quality: fc.constantFrom(undefined, undefined, 'missing' as const),
  })
  .map(({ index, quality, ...rest }) => ({
    ...{ ...rest, ...(index && { index }), ...(quality && { quality }) },
    receivedAtMs: rest.atMs,
  }));

const appended = fc.record({ readings: fc.array(reading, { minLength: 1, maxLength: 60 }) });
const deleted: fc.Arbitrary<DeletionAsked> = fc
  .record({
    device: fc.constantFrom(...devices),
    metrics: fc.subarray(['a', 'b'], { minLength: 1 }),
    span: fc.tuple(instant, instant),
  })
  .map(({ span: [a, b], ...rest }) => ({ ...rest, fromMs: Math.min(a, b), toMs: Math.max(a, b) }));

const name: fc.Arbitrary<SeriesName> = fc
  .tuple(fc.constantFrom(...devices), fc.constantFrom('a', 'b'), fc.constantFrom(undefined, '1'))
  .map(([device, metric, index]) => ({ device, metric, ...(index && { index }) }));

const stepped = fc
  .record({
    fromMs: instant,
    stepMs: fc.constantFrom(1_000, 60_000, 61_000, 900_000, 3_600_000, 5 * 3_600_000, dayMs, 7 * dayMs),
    windows: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ fromMs, stepMs, windows }) => Array.from({ length: windows + 1 }, (_, i) => fromMs + i * stepMs));

const asked: fc.Arbitrary<SeriesAsked> = fc
  .record({
    series: fc.array(name, { minLength: 1, maxLength: 3 }),
    edges: fc.oneof(stepped, fc.uniqueArray(instant, { minLength: 2, maxLength: 9 })),
    isTimeWeighted: fc.boolean(),
  })
  .map(({ edges, ...rest }) => ({ ...rest, edgesMs: Float64Array.from(edges).sort() }));

type Change = { readonly readings: readonly Reading[] } | DeletionAsked;

const change = (store: HistoryStore, one: Change): Promise<unknown> =>
  'readings' in one ? store.append([batchOf(...one.readings)]) : store.deletePoints(one);

interface Weighed {
  readonly table: object;
  readonly weights: TimeWeights;
}

const isFilled = ({ sums, before }: SeriesWindows): boolean =>
  before !== undefined || sums.count.some((count) => count > 0);

/** By how much two sums of value · ms differ, beyond nine digits. */
const difference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN)) - Math.abs(value) / 1e9), 0);

function expectSameWindows(
  answer: readonly SeriesWindows[],
  expected: readonly SeriesWindows[],
  { isTimeWeighted = false }: SeriesAsked,
): void {
  const [a, b] = [answer, expected].map((all) =>
    all.filter(isFilled).map((entry) => ({
      table: { name: entry.name, ...tabled(entry), before: entry.before },
      weights: timeWeights(entry.sums, entry.before),
    })),
  ) as [Weighed[], Weighed[]];
  expect(a.map(({ table }) => table)).toEqual(b.map(({ table }) => table)); // empty ones may be left out
  if (!isTimeWeighted) return;
  if (!isTimeWeighted) return;
  a.forEach(({ weights }, i) => {
    expect(weights.weightMs).toEqual(b[i]?.weights.weightMs);
    expect(difference(weights.weighted, b[i]?.weights.weighted ?? weights.weighted)).toBeLessThan(1);
  });
}

/**
 * Whatever is written and deleted, in whatever order, the store's windows are those of the store in memory. `between` is called
 * after each change, as for work that a store does on the side.
 */
export async function expectSameSeriesAsMemory(
  open: () => Promise<HistoryStore>,
  { numRuns = 20, between = async (): Promise<void> => undefined } = {},
): Promise<void> {
  const changes = fc.array(fc.oneof({ weight: 4, arbitrary: appended }, { weight: 1, arbitrary: deleted }), {
    minLength: 1,
    maxLength: 8,
  });
  const property = fc.asyncProperty(
    changes,
    fc.array(asked, { minLength: 1, maxLength: 6 }),
    async (made, questions) => {
      const stores = [await open(), new MemoryHistoryStore()] as const;
      for (const [i, one] of made.entries()) {
        const outcomes = await Promise.all(stores.map((store) => change(store, one)));
        expect(outcomes[0]).toEqual(outcomes[1]);
        await between();
        const question = questions[i % questions.length] as SeriesAsked;
        const [answer, expected] = [await stores[0].series(question), await stores[1].series(question)];
        expectSameWindows(answer, expected, question);
      }
      await stores[0].close();
    },
  );
  await fc.assert(property, { numRuns });
}
