import { describe, expect, it } from '@jest/globals';
import type { HistoryStore } from '../history-store.js';
import { type OpenEmpty, aMessage, aReading, batchOf, range, t0 } from './fixtures.js';

/** What a store keeps, and what it recognises. */
export function describeWriting(openEmpty: OpenEmpty): void {
  describe('append', () => {
    it('stores a point once, however often it is written', async () => {
      const store = await openEmpty();
      const [first] = await store.append([batchOf(aReading(), aReading())]);
      const [second] = await store.append([batchOf(aReading({ value: 51 }))]);
      expect([first?.storedPoints, second?.storedPoints]).toEqual([1, 0]);
      expect((await store.points(range())).points).toEqual([{ metric: 'socPct', atMs: t0, value: 50 }]);
    });

    it('keeps points that differ in time, metric, index, ordinal or device', async () => {
      const store = await openEmpty();
      const readings = [
        aReading(),
        aReading({ atMs: t0 + 1 }),
        aReading({ metric: 'voltageV' }),
        aReading({ index: 'CO/1' }),
        aReading({ ordinal: 1 }),
        aReading({ device: 'battery:b2' }),
      ];
      const [outcome] = await store.append([batchOf(...readings)]);
      expect(outcome).toEqual({ storedPoints: 6, storedMessages: 0, isRepeated: false });
    });

    it('ignores a batch that it has written before, messages included', async () => {
      const store = await openEmpty();
      const batch = { id: { source: 's', batch: 'b' }, readings: [aReading()], messages: [aMessage()] };
      const repeated = { ...batch, readings: [aReading({ atMs: t0 + 5 })] };
      const [, second] = await store.append([batch, repeated]);
      const [third] = await store.append([repeated]);
      expect(second).toEqual({ storedPoints: 0, storedMessages: 0, isRepeated: true });
      expect(third).toEqual(second);
      expect((await store.messages({ ...range(), limit: 10 })).messages).toHaveLength(1);
    });

    it('takes the same batch name from two sources for two batches', async () => {
      const store = await openEmpty();
      const [a, b] = await store.append([
        { id: { source: 's1', batch: 'b' }, ...batchOf(aReading()) },
        { id: { source: 's2', batch: 'b' }, ...batchOf(aReading({ ordinal: 1 })) },
      ]);
      expect([a?.storedPoints, b?.storedPoints]).toEqual([1, 1]);
    });

    it('keeps every value exactly, and quality with it', async () => {
      const store = await openEmpty();
      const values = [0.1, -0, 5, 1e300, -1e-300, Number.MAX_SAFE_INTEGER, 0.07000000000000002];
      await store.append([
        batchOf(...values.map((value, i) => aReading({ value, atMs: t0 + i, quality: 'stale' }))),
      ]);
      const { points } = await store.points(range());
      expect(points.map(({ value }) => value + 0)).toEqual(values.map((value) => value + 0));
      expect(points.every(({ quality }) => quality === 'stale')).toBe(true);
    });

    it('makes a write visible to a query that was asked right behind it', async () => {
      const store = await openEmpty();
      const written = store.append([batchOf(aReading())]);
      const seen = store.latest({});
      expect(await seen).toHaveLength(1);
      await written;
    });
  });

  describe('append with ordinals: next', () => {
    const next = (value: number, isRedelivered = false) => ({
      ...batchOf(aReading({ value })),
      ...{ ordinals: 'next' as const, isRedelivered },
    });
    const stored = async (store: HistoryStore) =>
      (await store.points(range())).points.map(({ value }) => value);

    it('keeps different values of one time in the order they came', async () => {
      const store = await openEmpty();
      await store.append([next(10), next(0), next(10)]);
      expect(await stored(store)).toEqual([10, 0, 10]);
      expect(await store.latest({})).toMatchObject([{ value: 10, ordinal: 2 }]);
    });

    it('stores the same value at the same time once', async () => {
      const store = await openEmpty();
      const outcomes = await store.append([next(10), next(10)]);
      expect(outcomes.map(({ storedPoints }) => storedPoints)).toEqual([1, 0]);
    });

    it('does not double what is delivered again', async () => {
      const store = await openEmpty();
      await store.append([next(10), next(0)]);
      await store.append([next(10, true), next(0, true)]);
      expect(await stored(store)).toEqual([10, 0]);
    });
  });

  describe('forget', () => {
    it('deletes everything of one device and nothing of another', async () => {
      const store = await openEmpty();
      const kept = aReading({ device: 'battery:demo2' });
      const gone = ['socPct', 'voltageV'].map((metric) => aReading({ device: 'battery:demo', metric }));
      const messages = [aMessage({ device: 'battery:demo' }), aMessage({ device: 'battery:demo2' })];
      await store.append([{ readings: [...gone, kept], messages }]);
      expect(await store.forget('battery:demo')).toEqual({ points: 2, messages: 1 });
      expect(await store.latest({})).toEqual([kept]);
      expect(await store.forget('battery:demo')).toEqual({ points: 0, messages: 0 });
      const of = (device: string) => store.messages({ ...range({ device }), limit: 10 });
      expect((await of('battery:demo')).messages).toEqual([]);
      expect((await of('battery:demo2')).messages).toHaveLength(1);
    });

    it('leaves room for the device to begin anew', async () => {
      const store = await openEmpty();
      await store.append([batchOf(aReading())]);
      await store.forget('battery:b1');
      await store.append([batchOf(aReading({ value: 2 }))]);
      expect(await store.latest({})).toMatchObject([{ value: 2 }]);
    });
  });

  describe('close', () => {
    it('finishes what was asked before and refuses what comes after', async () => {
      const store = await openEmpty();
      const written = store.append([batchOf(aReading())]);
      expect(store.problem()).toBeUndefined();
      const closed = store.close();
      expect(await written).toMatchObject([{ storedPoints: 1 }]);
      await closed;
      await expect(store.latest({})).rejects.toMatchObject({ code: 'history.unavailable' });
      expect(store.problem()).toMatch(/closed/);
    });
  });
}
