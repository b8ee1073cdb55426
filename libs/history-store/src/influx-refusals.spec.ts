import { expect, it } from '@jest/globals';
import type { InfluxHistoryOptions } from './influx-history-options.js';
import { withEachInflux } from './suite/each-influx.js';
import { aMessage, aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { ReadableLog } from './suite/readable-log.js';

const unavailable = expect.objectContaining({ code: 'history.unavailable' });

withEachInflux(({ make, open, readOnly, settings, writeLines }) => {
  const wrong = async (options: Partial<InfluxHistoryOptions>) => {
    const store = await open(await make(), options);
    await expect(store.append([batchOf(aReading())])).rejects.toEqual(unavailable);
    return store.problem();
  };

  it('a wrong token is named by its setting', async () => {
    expect(await wrong({ token: 'wrong' })).toMatch(/refuses the token: set INFLUXDB_TOKEN/);
  });

  it('a token that may only read is named by its setting', async () => {
    const bucket = await make();
    const problem = await wrong({ bucket, token: await readOnly(bucket) });
    expect(problem).toMatch(
      /does not allow it with this token: set INFLUXDB_TOKEN to one that may read and write/,
    );
  });

  it('a missing bucket is named with its organisation, and so is a missing organisation', async () => {
    const { org } = settings('');
    expect(await wrong({ bucket: 'nowhere' })).toContain(
      `has no bucket "nowhere" in an organisation "${org}"`,
    );
    expect(await wrong({ org: 'nobody' })).toContain('in an organisation "nobody"');
  });

  it('a point older than the retention of the bucket is refused by name, and the others stay', async () => {
    const log = new ReadableLog();
    const store = await open(await make(3_600), { log });
    const nowMs = Date.now();
    const old = Array.from({ length: 5 }, (_, i) => aReading({ atMs: nowMs - 7_200_000 + i }));
    const [outcome] = await store.append([
      { readings: [aReading({ atMs: nowMs }), ...old], messages: [aMessage({ receivedAtMs: t0 })] },
    ]);
    expect(outcome).toMatchObject({ storedPoints: 1, storedMessages: 0 });
    const reason = expect.stringMatching(/outside retention policy/);
    expect(outcome?.refused?.toSorted((a, b) => (a.reading?.atMs ?? 0) - (b.reading?.atMs ?? 0))).toEqual([
      { message: aMessage({ receivedAtMs: t0 }), reason },
      ...old.map((reading) => ({ reading, reason })),
    ]);
    expect(await store.latest({})).toMatchObject([{ atMs: nowMs }]);
    expect(log.said.at(-1)).toMatch(/does not take points: .*outside retention policy/);
    expect(store.problem()).toBeUndefined();
  });

  it('a point that somebody else has made impossible by another type is refused by name, and the others stay', async () => {
    const bucket = await make();
    await writeLines(bucket, [`battery,device=x value=1i ${t0}000000`]);
    const store = await open(bucket);
    const early = aReading({ device: 'heat-pump:h', metric: 'power' });
    const later = aReading({ atMs: t0 + 30 * 86_400_000 });
    const bad = [aReading(), aReading({ atMs: t0 + 1 })];
    const [outcome] = await store.append([batchOf(early, bad[0]!, later, bad[1]!)]);
    expect(outcome).toEqual({
      ...{ storedPoints: 2, storedMessages: 0, isRepeated: false },
      refused: bad.map((reading) => ({ reading, reason: expect.stringMatching(/field type conflict/) })),
    });
    expect(await store.latest({ devices: ['battery:b1', 'heat-pump:h'] })).toEqual([later, early]);
  });

  it('a reading that InfluxDB has no number or time for is refused before it is sent', async () => {
    const store = await open(await make());
    const bad = [
      aReading({ value: NaN }),
      aReading({ value: Infinity }),
      aReading({ atMs: 9_300_000_000_000 }),
    ];
    const [outcome] = await store.append([batchOf(...bad, aReading())]);
    expect(outcome).toMatchObject({ storedPoints: 1, refused: bad.map((reading) => ({ reading })) });
    expect(await store.latest({})).toEqual([aReading()]);
  });

  it('one bad point of a thousand costs only itself', async () => {
    const store = await open(await make());
    const tooLong = aReading({ metric: 'x'.repeat(70_000), atMs: t0 + 500 });
    const readings = Array.from({ length: 999 }, (_, i) => aReading({ atMs: t0 + i, value: i }));
    const [outcome] = await store.append([batchOf(...readings.toSpliced(500, 0, tooLong))]);
    expect(outcome).toEqual({
      ...{ storedPoints: 999, storedMessages: 0, isRepeated: false },
      refused: [{ reading: tooLong, reason: expect.stringMatching(/max key length exceeded/) }],
    });
    expect((await store.points(range())).points).toHaveLength(999);
  });

  it('whatever is wrong with some, each is named with its own reason and all the others stay', async () => {
    const bucket = await make(3_600);
    const store = await open(bucket);
    const nowMs = Date.now();
    await writeLines(bucket, [`gas,device=x value=1i ${nowMs}000000`]);
    const bad = {
      retention: aReading({ atMs: nowMs - 7_200_000 }),
      conflict: aReading({ device: 'gas:g', metric: 'volume', atMs: nowMs }),
      'key length': aReading({ metric: 'x'.repeat(70_000), atMs: nowMs }),
    };
    const good = Array.from({ length: 50 }, (_, i) => aReading({ metric: `m${i}`, atMs: nowMs }));
    const [outcome] = await store.append([batchOf(...good.slice(25), ...Object.values(bad), ...good)]);
    expect(outcome?.storedPoints).toBe(50);
    for (const [word, reading] of Object.entries(bad)) {
      const reason = expect.stringContaining(word) as unknown as string;
      expect(outcome?.refused).toContainEqual({ reading, reason });
    }
    expect(outcome?.refused).toHaveLength(3);
    expect(await store.latest({ devices: ['battery:b1'] })).toHaveLength(50);
  });

  it('a whole number and a fraction of one metric are both stored, as floats', async () => {
    const store = await open(await make());
    const readings = [1, 1.5, 2].map((value, i) => aReading({ value, atMs: t0 + i }));
    for (const reading of readings) await store.append([batchOf(reading)]);
    expect((await store.points(range())).points.map(({ value }) => value)).toEqual([1, 1.5, 2]);
  });
});
