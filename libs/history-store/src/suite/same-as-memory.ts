import fc from 'fast-check';
import { expect } from '@jest/globals';
import type { HistoryBatch, HistoryStore } from '../history-store.js';
import { MemoryHistoryStore } from '../memory-history-store.js';
import { allPages, range, t0 } from './fixtures.js';

const batches = fc.array(
  fc.record({
    readings: fc.array(
      fc.record({
        device: fc.constantFrom('battery:b1', 'battery:b2'),
        metric: fc.constantFrom('a', 'b', 'ü'),
        index: fc.option(fc.constantFrom('1', '10', '2'), { nil: undefined }),
        value: fc.constantFrom(-1.5, 0, 1, 2, 3.25),
        atMs: fc.nat(20).map((s) => t0 + s * 500),
        receivedAtMs: fc.nat(20).map((s) => t0 + s * 500),
        ordinal: fc.nat(2),
        quality: fc.constantFrom(undefined, 'suspect' as const, 'missing' as const),
      }),
      { maxLength: 8 },
    ),
    ordinals: fc.constantFrom('given' as const, 'next' as const),
    isRedelivered: fc.boolean(),
  }),
  { maxLength: 12 },
);

const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

async function everythingOf(store: HistoryStore, limit: number) {
  const query = { ...range({ metrics: ['b', 'a', 'ü'], fromMs: t0 + 500, toMs: t0 + 9_000, limit }) };
  const points = await allPages(async (cursor) => {
    const page = await store.points({ ...query, cursor });
    return { items: page.points, next: page.next };
  });
  const windows = await allPages(async (cursor) => {
    const page = await store.windows({ ...query, stepMs: 1_500, cursor });
    return { items: page.windows, next: page.next };
  });
  return { points, windows, statistics: await store.statistics(query), latest: await store.latest({}) };
}

/** Whatever is written, in one call or in several, the store answers as the one in memory does. */
export async function expectSameAsMemory(open: () => Promise<HistoryStore>, numRuns = 20): Promise<void> {
  const property = fc.asyncProperty(
    batches,
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 12 }),
    async (written, limit, batchesPerCall) => {
      const stores = [await open(), new MemoryHistoryStore()] as const;
      const appended = written.map((batch): HistoryBatch => ({ ...withoutUndefined(batch), messages: [] }));
      for (let i = 0; i < appended.length; i += batchesPerCall) {
        const call = appended.slice(i, i + batchesPerCall);
        const outcomes = await Promise.all(stores.map((store) => store.append(call)));
        expect(outcomes[0]).toEqual(outcomes[1]);
      }
      const answers = await Promise.all(stores.map((store) => everythingOf(store, limit)));
      expect(answers[0]).toEqual(answers[1]);
      await stores[0].close();
    },
  );
  await fc.assert(property, { numRuns });
}
