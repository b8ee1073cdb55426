import { expect, it } from '@jest/globals';
import { describeHistoryStore } from './history-store.suite.js';
import { withEachInflux } from './suite/each-influx.js';
import { aMessage, aReading, allPages, batchOf, range, t0, windowed } from './suite/fixtures.js';
import { expectSameAsMemory } from './suite/same-as-memory.js';
import { expectSameSeriesAsMemory } from './suite/same-series.js';

const v7 = (n: number): string => `019b7000-0000-7000-8000-${String(n).padStart(12, '0')}`;

withEachInflux(({ name, make, open, writeLines }) => {
  describeHistoryStore(name, async () => open(await make(), { limits: { messagePageBytes: 100 } }));

  it('answers as the store in memory does, whatever was written', async () => {
    const bucket = await make();
    let devices = 0;
    await expectSameAsMemory(async () => {
      if (devices++ > 0)
        for (const device of ['battery:b1', 'battery:b2']) await (await open(bucket)).forget(device);
      return open(bucket);
    }, 10);
  }, 60_000);

  it('gives the same windows as the store in memory, whatever was written and deleted', async () => {
    const bucket = await make();
    await expectSameSeriesAsMemory(
      async () => {
        const store = await open(bucket);
        for (const device of ['battery:b1', 'battery:b2']) await store.forget(device);
        return store;
      },
      { numRuns: 8 },
    );
  }, 60_000);

  it('keeps everything over a restart, and knows what it has written', async () => {
    const bucket = await make();
    const batch = (n: number) => ({
      id: { source: 's', batch: v7(n) },
      readings: [aReading()],
      messages: [aMessage()],
    });
    const before = await open(bucket);
    await before.append([batch(1), batch(3)]);
    await before.close();
    const after = await open(bucket);
    const again = await after.append([
      batch(1),
      batch(2),
      batch(3),
      batch(4),
      batchOf(aReading({ value: 51 })),
    ]);
    expect(again.map(({ isRepeated }) => isRepeated)).toEqual([true, false, true, false, false]);
    expect(again.map(({ storedPoints }) => storedPoints)).toEqual([0, 0, 0, 0, 0]);
    expect(await after.latest({})).toEqual([aReading()]);
    expect((await after.messages({ ...range(), limit: 5 })).messages).toEqual([aMessage()]);
  });

  it('knows a point that comes again late, between newer ones, and keeps one that is new there', async () => {
    const store = await open(await make());
    const at = (ms: number, value = ms) => aReading({ atMs: t0 + ms, value });
    await store.append([batchOf(...[0, 1, 5_000, 700_000, 700_001].map((ms) => at(ms)))]);
    const [outcome] = await store.append([
      batchOf(at(1, -1), at(2), at(5_000, -1), at(699_999), at(700_002)),
    ]);
    expect(outcome?.storedPoints).toBe(3);
    const { points } = await store.points(range());
    expect(points.map(({ value }) => value)).toEqual([0, 1, 2, 5_000, 699_999, 700_000, 700_001, 700_002]);
  });

  it('keeps an ordinal beyond a million, as a device counts', async () => {
    const store = await open(await make());
    const readings = [1_999_999, 2_000_001].map((ordinal, i) => aReading({ ordinal, atMs: t0 + i }));
    await store.append([batchOf(...readings)]);
    expect(await store.latest({})).toEqual([readings[1]]);
    expect(await store.append([batchOf(...readings)])).toMatchObject([{ storedPoints: 0 }]);
  });

  it('keeps a unit with the metrics that have one, quality and lag', async () => {
    const bucket = await make();
    const store = await open(bucket);
    const reading = aReading({ quality: 'suspect', receivedAtMs: t0 - 3 });
    await store.append([batchOf(reading)]);
    expect(await store.latest({})).toEqual([reading]);
  });

  it('reads a missing reading whose number an earlier version wrote as a value', async () => {
    const bucket = await make();
    await writeLines(bucket, [
      `battery,device=battery:b1,name=socPct,unit=% quality=4i,value=-127 ${t0}000000`,
    ]);
    const store = await open(bucket);
    const missing = aReading({ value: -127, quality: 'missing', receivedAtMs: t0 });
    expect(await store.latest({})).toEqual([missing]);
    expect(await store.append([batchOf(missing)])).toMatchObject([{ storedPoints: 0 }]);
    expect((await store.points(range())).points).toMatchObject([{ value: -127, quality: 'missing' }]);
  });

  it('pages through a long range with few points, and a short one with many', async () => {
    const store = await open(await make(), { limits: { answerRows: 400 } });
    const dayMs = 86_400_000;
    const sparse = Array.from({ length: 20 }, (_, i) => aReading({ atMs: t0 + i * 60 * dayMs, value: i }));
    const dense = Array.from({ length: 1_000 }, (_, i) =>
      aReading({ metric: 'many', index: String(i % 50), atMs: t0 + i * 100, value: i }),
    );
    await store.append([batchOf(...sparse), batchOf(...dense)]);
    const long = { toMs: t0 + 2_000 * dayMs };
    expect((await store.points(range(long))).points).toHaveLength(20);
    expect((await store.windows(windowed({ ...long, stepMs: 1_000, limit: 20 }))).windows).toHaveLength(20);
    const pages = await allPages(async (cursor) => {
      const { points, next } = await store.points(range({ metrics: ['many'], ...long, limit: 7, cursor }));
      return { items: points, next };
    });
    expect(pages.flat().map(({ value }) => value)).toEqual(dense.map(({ value }) => value));
  });

  it('deletes originals that are older than they are to be kept', async () => {
    const bucket = await make();
    const store = await open(bucket, { limits: { messageDays: 10 } });
    const nowMs = Date.now();
    const [old, young] = [11, 9].map((days) => aMessage({ receivedAtMs: nowMs - days * 86_400_000 }));
    await store.append([{ readings: [], messages: [old!, young!] }]);
    await store.close(); // the deleting goes on behind the writes
    const after = await open(bucket);
    const kept = await after.messages({ ...range({ fromMs: 0, toMs: nowMs }), limit: 100 });
    expect(kept.messages).toEqual([young]);
  });

  it.each([
    ['number', { messageRows: 3, messagesBetweenChecks: 1 }],
    ['size', { messageBytes: 35, messagesBetweenChecks: 1 }],
  ])('deletes the oldest originals beyond the allowed %s', async (_what, limits) => {
    const bucket = await make();
    const store = await open(bucket, { limits });
    const messages = Array.from({ length: 10 }, (_, i) =>
      aMessage({ receivedAtMs: t0 + i, body: 'ten chars!' }),
    );
    for (const message of messages) await store.append([{ readings: [aReading()], messages: [message] }]);
    await store.close(); // the deleting goes on behind the writes
    const after = await open(bucket);
    expect((await after.messages({ ...range(), limit: 100 })).messages).toEqual(messages.slice(-3));
    expect(await after.latest({})).toHaveLength(1);
  });
});
