import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aReading, allPages, batchOf, hourMs, range, t0, windowed } from './fixtures.js';

/** Aggregated values. */
export function describeWindows(openEmpty: OpenEmpty): void {
  describe('windows', () => {
    it('count, bound and average the points of each step and name the last', async () => {
      const store = await openEmpty();
      const values = [4, 1, 7, 2];
      await store.append([batchOf(...values.map((value, i) => aReading({ value, atMs: t0 + i * 20_000 })))]);
      const { windows } = await store.windows(windowed());
      expect(windows).toEqual([
        { metric: 'socPct', atMs: t0, count: 3, min: 1, max: 7, mean: 4, last: 7 },
        { metric: 'socPct', atMs: t0 + 60_000, count: 1, min: 2, max: 2, mean: 2, last: 2 },
      ]);
    });

    it('take the last of points that share a time from the highest ordinal', async () => {
      const store = await openEmpty();
      await store.append([batchOf(aReading({ ordinal: 3, value: 9 }), aReading({ ordinal: 2, value: 1 }))]);
      expect((await store.windows(windowed())).windows).toMatchObject([{ count: 2, last: 9 }]);
    });

    it('are aligned to the epoch and cut at the ends of the range', async () => {
      const store = await openEmpty();
      const seconds = Array.from({ length: 180 }, (_, s) => aReading({ atMs: t0 + s * 1_000, value: s }));
      await store.append([batchOf(...seconds)]);
      const { windows } = await store.windows(windowed({ fromMs: t0 + 30_000, toMs: t0 + 121_000 }));
      expect(windows.map(({ atMs, count }) => [atMs - t0, count])).toEqual([
        [0, 30],
        [60_000, 60],
        [120_000, 1],
      ]);
    });

    it('without points are left out, however long the gap, and paged in the same order as whole', async () => {
      const store = await openEmpty();
      const times = [0, 1, 61, 62, 3_000, 90_000, 90_001].map((s) => t0 + s * 1_000);
      const readings = times.flatMap((atMs, i) =>
        ['a', 'b'].flatMap((metric) =>
          ['1', undefined].map((index) => aReading({ atMs, metric, value: i, ...(index && { index }) })),
        ),
      );
      await store.append([batchOf(...readings)]);
      const query = windowed({ metrics: ['a', 'b'], toMs: t0 + 100 * hourMs });
      const whole = (await store.windows(query)).windows;
      expect(
        whole.map(({ atMs, metric, index }) => [(atMs - t0) / 60_000, metric, index]).slice(0, 5),
      ).toEqual([
        [0, 'a', undefined],
        [0, 'a', '1'],
        [0, 'b', undefined],
        [0, 'b', '1'],
        [1, 'a', undefined],
      ]);
      expect(whole).toHaveLength(16);
      for (const limit of [1, 3, 15]) {
        const pages = await allPages(async (cursor) => {
          const { windows, next } = await store.windows({ ...query, limit, cursor });
          return { items: windows, next };
        });
        expect(pages.flat()).toEqual(whole);
        expect(pages).toHaveLength(Math.ceil(16 / limit));
      }
    });

    it('have a mean between minimum and maximum even where a sum overflows', async () => {
      const store = await openEmpty();
      await store.append([batchOf(aReading({ value: 1.7e308 }), aReading({ value: 1.6e308, ordinal: 1 }))]);
      const mean = (await store.windows(windowed())).windows[0]?.mean ?? 0;
      expect(mean).toBeGreaterThanOrEqual(1.6e308);
      expect(mean).toBeLessThanOrEqual(1.7e308);
    });
  });

  describe('statistics', () => {
    it('have one entry per metric and index that has points in the range', async () => {
      const store = await openEmpty();
      await store.append([
        batchOf(
          ...[2, 8, 5].map((value, i) => aReading({ value, atMs: t0 + i })),
          aReading({ metric: 'cellVoltageV', index: '1', value: 3.3 }),
          aReading({ metric: 'voltageV', atMs: t0 - 1 }),
        ),
      ]);
      const metrics = ['socPct', 'cellVoltageV', 'voltageV', 'none'];
      expect(await store.statistics({ ...range(), metrics })).toEqual([
        {
          metric: 'cellVoltageV',
          index: '1',
          count: 1,
          min: 3.3,
          max: 3.3,
          mean: 3.3,
          last: 3.3,
          lastAtMs: t0,
        },
        { metric: 'socPct', count: 3, min: 2, max: 8, mean: 5, last: 5, lastAtMs: t0 + 2 },
      ]);
    });
  });
}
