import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aReading, batchOf, t0 } from './fixtures.js';
import { edgesAt, one, weightedMeans } from './summed.js';

const soc = (second: number, value: number, ordinal = 0) =>
  aReading({ atMs: t0 + second * 1_000, value, ordinal });

/** Means in which a value counts as long as it lasted. */
export function describeTimeWeighted(openEmpty: OpenEmpty): void {
  describe('time-weighted means', () => {
    it('count a value until the next reading, and the last one until the end of its window', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 10), soc(30, 20), soc(40, 0))]);
      expect(await weightedMeans(store, edgesAt(0, 100))).toEqual([(10 * 30 + 20 * 10) / 100]);
    });

    it('carry the value before into a window, and over windows without readings', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(-30, 8), soc(20, 2), soc(250, 5))]);
      expect(await weightedMeans(store, edgesAt(0, 100, 200, 300))).toEqual([
        (8 * 20 + 2 * 80) / 100,
        2,
        (2 * 50 + 5 * 50) / 100,
      ]);
    });

    it('hold a value for an hour at most', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 4), soc(10_000, 6))]);
      expect(await weightedMeans(store, edgesAt(0, 3_600, 7_200, 10_800))).toEqual([4, null, 6]);
      expect(await weightedMeans(store, edgesAt(0, 10_800))).toEqual([(4 * 3_600 + 6 * 800) / 4_400]);
      expect(await weightedMeans(store, edgesAt(3_599, 3_601))).toEqual([4]);
      expect(await weightedMeans(store, edgesAt(3_600, 3_601))).toEqual([null]);
    });

    it('have no weight before the first reading', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(50, 4))]);
      expect(await weightedMeans(store, edgesAt(-100, 0, 100))).toEqual([null, 4]);
    });

    it('count of readings that share a time only the last', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 1, 1), soc(0, 9, 0), soc(50, 3))]);
      expect(await weightedMeans(store, edgesAt(0, 100))).toEqual([2]);
      expect(await weightedMeans(store, edgesAt(1, 50))).toEqual([1]);
    });

    it('follow readings that come late', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 10), soc(60, 20))]);
      await store.append([batchOf(soc(30, 0))]);
      expect(await weightedMeans(store, edgesAt(0, 60, 120))).toEqual([5, 20]);
      await store.append([batchOf(soc(-60, 0), soc(90, 40))]);
      expect(await weightedMeans(store, edgesAt(0, 60, 120))).toEqual([5, 30]);
    });

    it('tell the value before only where it still counts, and only when asked for', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(-60, 8))]);
      const edgesMs = edgesAt(0, 60);
      expect((await one(store, { edgesMs, isTimeWeighted: true })).before).toEqual({
        atMs: t0 - 60_000,
        value: 8,
      });
      expect((await one(store, { edgesMs })).before).toBeUndefined();
      const late = { edgesMs: edgesAt(3_540, 3_600), isTimeWeighted: true };
      expect((await one(store, late)).before).toBeUndefined();
    });
  });
}
