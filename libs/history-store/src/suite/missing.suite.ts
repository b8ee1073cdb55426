import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aReading, allPages, batchOf, range, t0, windowed } from './fixtures.js';
import { edgesAt, one, socPct, tabled, weightedMeans } from './summed.js';

const soc = (second: number, value: number, ordinal = 0) =>
  aReading({ atMs: t0 + second * 1_000, value, ordinal });

/** What a gateway says of a sensor that is not there. */
const missing = (second: number, ordinal = 0) =>
  aReading({ atMs: t0 + second * 1_000, value: -127, ordinal, quality: 'missing' });

/** Readings of sensors that are not there: kept as they came, and counted nowhere. */
export function describeMissing(openEmpty: OpenEmpty): void {
  describe('a reading of quality missing', () => {
    it('is a point like others, and the latest of its series, with its quality', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 4), missing(10), { ...soc(20, 5), quality: 'suspect' })]);
      const { points } = await store.points(range());
      expect(points.map(({ value, quality }) => [value, quality])).toEqual([
        [4, undefined],
        [-127, 'missing'],
        [5, 'suspect'],
      ]);
      await store.append([batchOf(missing(30))]);
      expect(await store.latest({})).toEqual([missing(30)]);
      expect(await store.latest({ notAfterMs: t0 + 29_999 })).toMatchObject([{ value: 5 }]);
      await store.append([batchOf(soc(40, 6))]);
      expect(await store.latest({})).toEqual([soc(40, 6)]);
    });

    it('has its place in pages of points', async () => {
      const store = await openEmpty();
      const readings = Array.from({ length: 30 }, (_, i) => (i % 3 === 1 ? missing(i) : soc(i, i)));
      await store.append([batchOf(...readings)]);
      const expected = readings.map(({ atMs, value }) => ({ atMs, value }));
      for (const limit of [1, 4, 30]) {
        const pages = await allPages(async (cursor) => {
          const { points, next } = await store.points({ ...range(), limit, cursor });
          return { items: points, next };
        });
        expect(pages.flat().map(({ atMs, value }) => ({ atMs, value }))).toEqual(expected);
      }
    });

    it('is known by its identity as others are: the first one stays, whatever its quality', async () => {
      const store = await openEmpty();
      await store.append([batchOf(missing(0), soc(1, 4))]);
      expect(await store.append([batchOf(soc(0, 9), missing(1), missing(0))])).toMatchObject([
        { storedPoints: 0 },
      ]);
      expect((await store.points(range())).points.map(({ value }) => value)).toEqual([-127, 4]);
    });

    it('is not in windows and statistics, which are left out where there is nothing else', async () => {
      const store = await openEmpty();
      const other = { ...missing(5), metric: 'voltageV' };
      await store.append([
        batchOf(missing(0), soc(10, 4), soc(20, 8), missing(30), missing(70), soc(130, 2), other),
      ]);
      const query = windowed({ metrics: ['socPct', 'voltageV'] });
      const windows = [
        { metric: 'socPct', atMs: t0, count: 2, min: 4, max: 8, mean: 6, last: 8 },
        { metric: 'socPct', atMs: t0 + 120_000, count: 1, min: 2, max: 2, mean: 2, last: 2 },
      ];
      expect(await store.windows(query)).toEqual({ windows });
      const pages = await allPages(async (cursor) => {
        const page = await store.windows({ ...query, limit: 1, cursor });
        return { items: page.windows, next: page.next };
      });
      expect(pages.flat()).toEqual(windows);
      expect(await store.statistics(range({ metrics: query.metrics }))).toEqual([
        { metric: 'socPct', count: 3, min: 2, max: 8, mean: 14 / 3, last: 2, lastAtMs: t0 + 130_000 },
      ]);
    });

    it('is in no sum of a series, also one that has nothing else', async () => {
      const store = await openEmpty();
      const other = { ...missing(5), metric: 'voltageV' };
      await store.append([batchOf(soc(10, 4), missing(20), soc(30, 8), missing(40), missing(70), other)]);
      const edgesMs = edgesAt(0, 15, 25, 60, 120);
      expect(tabled(await one(store, { edgesMs }))).toEqual({
        count: [1, 0, 1, 0],
        min: [4, null, 8, null],
        max: [4, null, 8, null],
        sum: [4, 0, 8, 0],
        last: [4, null, 8, null],
        lastAtMs: [t0 + 10_000, null, t0 + 30_000, null],
        firstAtMs: [t0 + 10_000, null, t0 + 30_000, null],
      });
      const series = [{ ...socPct, metric: 'voltageV' }];
      const answer = await store.series({ series, edgesMs });
      expect(answer.map(({ name, sums }) => [name, [...sums.count]])).toEqual([[series[0], [0, 0, 0, 0]]]);
    });

    it('ends in time-weighted means what was held until then, until there is a reading again', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(0, 10), missing(30), missing(40), soc(60, 20), missing(90))]);
      expect(await weightedMeans(store, edgesAt(0, 100))).toEqual([15]);
      expect(await weightedMeans(store, edgesAt(0, 35, 60, 80, 200, 300))).toEqual([10, null, 20, 20, null]);
      expect(await weightedMeans(store, edgesAt(10, 50, 70))).toEqual([10, 20]);
    });

    it('ends what a window has from before, wherever it lies', async () => {
      const store = await openEmpty();
      await store.append([batchOf(soc(-30, 8), missing(20), soc(50, 2))]);
      expect(await weightedMeans(store, edgesAt(0, 100))).toEqual([(8 * 20 + 2 * 50) / 70]);
      expect(await weightedMeans(store, edgesAt(0, 10, 100))).toEqual([8, (8 * 10 + 2 * 50) / 60]);
      await store.append([batchOf(missing(-10))]);
      expect((await one(store, { edgesMs: edgesAt(0, 9), isTimeWeighted: true })).before).toBeUndefined();
      expect(await weightedMeans(store, edgesAt(0, 10, 100))).toEqual([null, 2]);
    });

    it('counts at a time that it shares with readings by its ordinal', async () => {
      const store = await openEmpty();
      await store.append([batchOf(missing(0), soc(0, 4, 1), soc(10, 6), missing(10, 1))]);
      expect(await weightedMeans(store, edgesAt(0, 20))).toEqual([4]);
    });

    it('is deleted and forgotten as others are', async () => {
      const store = await openEmpty();
      await store.append([batchOf(missing(0), soc(10, 4), missing(20), missing(30))]);
      const deletion = { device: 'battery:b1', metrics: ['socPct'], fromMs: t0 + 15_000, toMs: t0 + 25_000 };
      expect(await store.deletePoints(deletion)).toBe(1);
      expect(await store.append([batchOf(missing(20))])).toMatchObject([{ storedPoints: 1 }]);
      expect(await store.forget('battery:b1')).toEqual({ points: 4, messages: 0 });
      expect(await store.latest({})).toEqual([]);
    });
  });
}
