import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import {
  type HistoryBatch,
  type HistoryStore,
  MemoryHistoryStore,
  timeWeights,
} from '@kilowatch/history-store';
import { drained, FickleStore, journaled } from '../suite/journaled.js';

const t0 = 1_700_000_000_000;
const hourMs = 3_600_000;
const metrics = ['a', 'b', 'c'];

/** Times that meet often, and some that are far from the others. */
const instant = fc.oneof(
  { weight: 4, arbitrary: fc.nat(12).map((i) => t0 + i * 700) },
  { weight: 1, arbitrary: fc.nat(5).map((i) => t0 + i * hourMs - 1) },
);

/** At some times the sensor is missing; its readings of one time have one ordinal, as nothing tells the order of several. */
const isMissingAt = (atMs: number): boolean => [5, 6, 7].includes(atMs % 11);
const qualityAt = (atMs: number) => (isMissingAt(atMs) ? { quality: 'missing' as const, ordinal: 0 } : {});

const valueOf = ({ atMs, ordinal }: { atMs: number; ordinal: number }): number =>
  (atMs % 64) + (isMissingAt(atMs) ? 0 : ordinal / 4);

/**
 * One identity has one value: whichever of two equal ones comes first is the same to all. Two ordinals, as the store's answers do
 * not tell those of three readings of one series and time unless they are numbered from 0; see `freshReadings`.
 */
const numbered: fc.Arbitrary<HistoryBatch> = fc
  .array(
    fc.record({
      metric: fc.constantFrom('a', 'b'),
      isIndexed: fc.boolean(),
      atMs: instant,
      ordinal: fc.nat(1),
      arrival: fc.noShrink(fc.noBias(fc.nat(2 ** 40))), // each original has its own
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((readings) => ({
    messages: readings.map(({ metric, atMs, arrival, isIndexed }) => ({
      ...{ source: `mqtt:${metric}`, device: isIndexed ? 'battery:b1' : 'battery:b2' },
      ...{ receivedAtMs: atMs, arrival, body: `{"of":"${metric}"}` },
    })),
    readings: readings.map(({ isIndexed, arrival: _, ...rest }) => ({
      ...{ device: 'battery:b1', ...(isIndexed && { index: '1' }), ...rest },
      ...{ receivedAtMs: t0, value: valueOf(rest), ...qualityAt(rest.atMs) },
    })),
  }));

const commands: fc.Arbitrary<HistoryBatch> = fc
  .record({ value: fc.nat(3), atMs: instant, isRedelivered: fc.boolean() })
  .map(({ value, atMs, isRedelivered }) => ({
    readings: [{ device: 'battery:b1', metric: 'c', value, atMs, receivedAtMs: t0, ordinal: 0 }],
    ...{ messages: [], ordinals: 'next', isRedelivered },
  }));

const batches = fc.array(fc.oneof({ weight: 3, arbitrary: numbered }, { weight: 1, arbitrary: commands }), {
  maxLength: 8,
});

async function pagesOf<T>(
  ask: (cursor: string | undefined) => Promise<{ items: readonly T[]; next?: string }>,
) {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await ask(cursor);
    all.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}

/** All that a store can be asked, page by page. */
async function answersOf(store: HistoryStore, limit: number, notAfterMs: number) {
  const query = { device: 'battery:b1', metrics, fromMs: t0 + 500, toMs: t0 + 4 * hourMs, limit };
  const edgesMs = Float64Array.of(t0 + 500, t0 + 3_000, t0 + 8_000, t0 + hourMs, t0 + 4 * hourMs);
  const series = await store.series({
    series: metrics.map((metric) => ({ device: 'battery:b1', metric })),
    ...{ edgesMs, isTimeWeighted: true },
  });
  return {
    points: await pagesOf(async (cursor) => {
      const { points, next } = await store.points({ ...query, cursor });
      return { items: points, ...(next !== undefined && { next }) };
    }),
    windows: await pagesOf(async (cursor) => {
      const { windows, next } = await store.windows({ ...query, stepMs: 2_000, cursor });
      return { items: windows, ...(next !== undefined && { next }) };
    }),
    newest: await pagesOf(async (cursor) => {
      const { messages, next } = await store.newestMessages({
        ...{ kind: 'battery', fromMs: t0 + 500, limit, cursor },
      });
      return { items: messages, ...(next !== undefined && { next }) };
    }),
    statistics: [...(await store.statistics(query))],
    latest: [...(await store.latest({ notAfterMs }))],
    series: series
      .filter(({ sums, before }) => before ?? sums.count.some((count) => count > 0))
      .map(({ name, sums, before }) => ({
        ...{ name, before, count: [...sums.count], min: [...sums.min], max: [...sums.max] },
        ...{ sum: [...sums.sum], last: [...sums.last], lastAtMs: [...sums.lastAtMs] },
        weighted: [...timeWeights(sums, before).weighted].map((x) => x.toFixed(3)),
        weightMs: [...timeWeights(sums, before).weightMs],
      })),
  };
}

it('answers of the store and of what waits for it are those of a store that has everything', async () => {
  const property = fc.asyncProperty(
    batches,
    batches,
    fc.integer({ min: 1, max: 9 }),
    instant,
    async (stored, waiting, limit, notAfterMs) => {
      const [store, reference] = [new FickleStore(), new MemoryHistoryStore()];
      const history = await journaled(store, { limits: { closeMs: 1 } });
      for (const batch of [...stored, ...waiting]) await reference.append([batch]);
      for (const batch of stored) await history.append([batch]);
      await drained(history);
      store.isAway = true;
      for (const batch of waiting) await history.append([batch]);
      const expected = await answersOf(reference, limit, notAfterMs);
      expect(await answersOf(history, limit, notAfterMs)).toEqual(expected);
      store.isAway = false;
      await drained(history);
      expect(await answersOf(store, limit, notAfterMs)).toEqual(expected);
      await history.close();
    },
  );
  await fc.assert(property, { numRuns: 60 });
}, 60_000);
