import { afterEach, describe, expect, it } from '@jest/globals';
import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import type { HistoryStore, PointsAsked, WindowsAsked } from './history-store.js';

const hourMs = 3_600_000;
const t0 = 1_700_000_400_000 - (1_700_000_400_000 % hourMs);

const aReading = (parts: Partial<Reading> = {}): Reading => {
  const atMs = parts.atMs ?? t0;
  return {
    ...{ device: 'battery:b1', metric: 'socPct', value: 50, ordinal: 0 },
    ...{ receivedAtMs: atMs + 20, ...parts, atMs },
  };
};

const aMessage = (parts: Partial<OriginalMessage> = {}): OriginalMessage => ({
  ...{
    source: 'mqtt:batteries/b1/state',
    device: 'battery:b1',
    receivedAtMs: t0,
    arrival: 0,
    body: '{"socPct":50}',
  },
  ...parts,
});

const range = (parts: Partial<PointsAsked> = {}): PointsAsked => ({
  ...{ device: 'battery:b1', metrics: ['socPct'], fromMs: t0, toMs: t0 + hourMs, limit: 5_000 },
  ...parts,
});

const windowed = (parts: Partial<WindowsAsked> = {}): WindowsAsked => ({
  stepMs: 60_000,
  ...range(parts),
  ...parts,
});

const batchOf = (...readings: Reading[]) => ({ readings, messages: [] });

/** Follows `next` to the end; fails rather than turn in circles. */
async function allPages<T>(
  ask: (cursor?: string) => Promise<{ items: readonly T[]; next?: string | undefined }>,
) {
  const pages: (readonly T[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    pages.push(page.items);
    cursor = page.next;
  } while (cursor !== undefined && pages.length < 1_000);
  expect(cursor).toBeUndefined();
  return pages;
}

/**
 * What every history store must do; call it once per implementation. `open` gives an empty store, the suite closes it. It is
 * asked for with `messagePageBytes: 100` and `batchesPerSource` of at least 100.
 */
export function describeHistoryStore(name: string, open: () => Promise<HistoryStore>): void {
  describe(`HistoryStore: ${name}`, () => {
    const opened: HistoryStore[] = [];
    const openEmpty = async (): Promise<HistoryStore> => {
      const store = await open();
      opened.push(store);
      return store;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

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

    describe('windows', () => {
      it('count, bound and average the points of each step and name the last', async () => {
        const store = await openEmpty();
        const values = [4, 1, 7, 2];
        await store.append([
          batchOf(...values.map((value, i) => aReading({ value, atMs: t0 + i * 20_000 }))),
        ]);
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

    describe('messages', () => {
      it('come back as they were accepted, in order of receipt, a page at a time', async () => {
        const store = await openEmpty();
        const messages = Array.from({ length: 5 }, (_, i) =>
          aMessage({ receivedAtMs: t0 + Math.floor(i / 2), arrival: i, body: `{"n":${i},"text":"ü"}` }),
        );
        await store.append([{ readings: [], messages: messages.toReversed() }]);
        const pages = await allPages(async (cursor) => {
          const page = await store.messages({ ...range(), limit: 2, cursor });
          return { items: page.messages, next: page.next };
        });
        expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
        expect(pages.flat()).toEqual(messages);
      });

      it('end a page early when they are long, but never with nothing', async () => {
        const store = await openEmpty();
        const messages = [300, 10, 10].map((length, i) => aMessage({ arrival: i, body: 'x'.repeat(length) }));
        await store.append([{ readings: [], messages }]);
        const pages = await allPages(async (cursor) => {
          const page = await store.messages({ ...range(), limit: 100, cursor });
          return { items: page.messages, next: page.next };
        });
        expect(pages.map(({ length }) => length)).toEqual([1, 2]);
      });

      it('belong to their device and to the time asked for', async () => {
        const store = await openEmpty();
        const messages = [
          aMessage({ device: 'battery:b2' }),
          aMessage({ receivedAtMs: t0 - 1 }),
          aMessage({ receivedAtMs: t0 + hourMs }),
          aMessage(),
        ];
        await store.append([{ readings: [], messages }]);
        expect((await store.messages({ ...range(), limit: 10 })).messages).toEqual([aMessage()]);
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
  });
}
