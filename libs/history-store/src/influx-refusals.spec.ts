import { expect, it } from '@jest/globals';
import type { InfluxHistoryOptions } from './influx-history-store.js';
import { withEachInflux } from './suite/each-influx.js';
import { aReading, batchOf, t0 } from './suite/fixtures.js';
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

  it('a point older than the retention of the bucket is dropped by it, and the others stay', async () => {
    const log = new ReadableLog();
    const store = await open(await make(3_600), { log });
    const nowMs = Date.now();
    const [outcome] = await store.append([
      batchOf(aReading({ atMs: nowMs }), aReading({ atMs: nowMs - 7_200_000 })),
    ]);
    expect(outcome?.storedPoints).toBe(1);
    expect(await store.latest({})).toMatchObject([{ atMs: nowMs }]);
    expect(log.said.at(-1)).toMatch(/did not keep points: .*outside retention policy/);
    expect(store.problem()).toBeUndefined();
  });

  it('a point that somebody else has made impossible by another type is dropped, and the others stay', async () => {
    const bucket = await make();
    await writeLines(bucket, [`battery,device=x value=1i ${t0}000000`]);
    const store = await open(bucket);
    const later = aReading({ atMs: t0 + 30 * 86_400_000 });
    await store.append([batchOf(aReading(), later)]);
    expect((await store.latest({ devices: ['battery:b1'] })).map(({ atMs }) => atMs)).toEqual([later.atMs]);
  });

  it('a reading that InfluxDB has no number or time for is left out before it is sent', async () => {
    const log = new ReadableLog();
    const store = await open(await make(), { log });
    const bad = [
      aReading({ value: NaN }),
      aReading({ value: Infinity }),
      aReading({ atMs: 9_300_000_000_000 }),
    ];
    expect(await store.append([batchOf(...bad, aReading())])).toMatchObject([{ storedPoints: 1 }]);
    expect(log.said.filter((text) => text.startsWith('A reading is left out'))).toHaveLength(3);
    expect(await store.latest({})).toEqual([aReading()]);
  });
});
