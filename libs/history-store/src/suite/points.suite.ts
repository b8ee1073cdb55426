import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aReading, allPages, batchOf, range, t0, windowed } from './fixtures.js';

/** Single values: the latest, and ranges of raw points. */
export function describePoints(openEmpty: OpenEmpty): void {
  describe('latest', () => {
    it('is the newest by event time, then ordinal, of each series, whatever the order of writing', async () => {
      const store = await openEmpty();
      const newest = aReading({ atMs: t0 + 10, ordinal: 2, value: 3 });
      const other = aReading({ metric: 'voltageV', value: 48 });
      await store.append([batchOf(newest, other)]);
      await store.append([
        batchOf(aReading({ atMs: t0 + 10, ordinal: 1 }), aReading({ atMs: t0 + 9, ordinal: 7 })),
      ]);
      expect(await store.latest({})).toEqual([newest, other]);
    });

    it('leaves out what lies after a time, as long as the series has something else', async () => {
      const store = await openEmpty();
      const now = aReading({ atMs: t0 + 10 });
      const later = aReading({ metric: 'voltageV', atMs: t0 + 99 });
      await store.append([batchOf(now, aReading({ atMs: t0 + 11 }), later)]);
      expect(await store.latest({ notAfterMs: t0 + 10 })).toEqual([now, later]);
      expect(await store.latest({ notAfterMs: t0 + 11 })).toMatchObject([{ atMs: t0 + 11 }, later]);
    });

    it('answers for the devices and metrics asked for, and nothing for unknown ones', async () => {
      const store = await openEmpty();
      const all = ['battery:b1', 'battery:b2'].flatMap((device) =>
        ['socPct', 'voltageV'].map((metric) => aReading({ device, metric })),
      );
      await store.append([batchOf(...all)]);
      expect(await store.latest({})).toEqual(all);
      expect(await store.latest({ devices: ['battery:b2', 'battery:b9'] })).toEqual(all.slice(2));
      expect(await store.latest({ devices: ['battery:b1'], metrics: ['voltageV', 'none'] })).toEqual([
        all[1],
      ]);
      expect(await store.latest({ devices: [], metrics: [] })).toEqual([]);
    });
  });

  describe('points', () => {
    it('begin with fromMs and end before toMs', async () => {
      const store = await openEmpty();
      const times = [t0 - 1, t0, t0 + 5, t0 + 10];
      await store.append([batchOf(...times.map((atMs) => aReading({ atMs })))]);
      const { points } = await store.points(range({ toMs: t0 + 10 }));
      expect(points.map(({ atMs }) => atMs)).toEqual([t0, t0 + 5]);
    });

    it('are in the same order whatever the size of a page, each point once', async () => {
      const store = await openEmpty();
      const readings = [t0, t0 + 1, t0 + 1_000].flatMap((atMs) =>
        ['a', 'b'].flatMap((metric) =>
          [undefined, '1', '2'].flatMap((index) =>
            [0, 1].map((ordinal, i) =>
              aReading({ atMs, metric, ordinal, value: i, ...(index && { index }) }),
            ),
          ),
        ),
      );
      await store.append([batchOf(...readings.toReversed())]);
      const query = range({ metrics: ['b', 'a'] });
      const whole = (await store.points(query)).points;
      expect(whole).toEqual(
        readings.map(({ metric, index, atMs, value }) => ({
          metric,
          ...(index && { index }),
          atMs,
          value,
        })),
      );
      for (const limit of [1, 5, 12, 36]) {
        const pages = await allPages(async (cursor) => {
          const { points, next } = await store.points({ ...query, limit, cursor });
          return { items: points, next };
        });
        expect(pages).toHaveLength(Math.ceil(36 / limit));
        expect(pages.flat()).toEqual(whole);
      }
    });

    it('of a page do not move when older and newer ones are written', async () => {
      const store = await openEmpty();
      await store.append([batchOf(...[10, 20, 30].map((ms) => aReading({ atMs: t0 + ms, value: ms })))]);
      const first = await store.points(range({ limit: 2 }));
      expect(first.next).toBeDefined();
      await store.append([batchOf(aReading({ atMs: t0 + 40, value: 40 }))]);
      const second = await store.points(range({ limit: 2, cursor: first.next }));
      expect(second.points.map(({ value }) => value)).toEqual([30, 40]);
      expect(second.next).toBeUndefined();
    });
  });

  describe('a cursor', () => {
    it.each(['', 'nonsense', 'p-0-0', '-1', 'w-zzzzzzzzzzz-zzzzzzzzzzz-1', 'p-zzzzzzzz-5-0'])(
      'that is no cursor is refused: %j',
      async (cursor) => {
        const store = await openEmpty();
        await store.append([batchOf(aReading())]);
        const refused = expect.objectContaining({ code: 'request.invalid' });
        await expect(store.points(range({ cursor }))).rejects.toEqual(refused);
        await expect(store.windows(windowed({ cursor }))).rejects.toEqual(refused);
        await expect(store.messages({ ...range(), limit: 1, cursor })).rejects.toEqual(refused);
      },
    );
  });
}
