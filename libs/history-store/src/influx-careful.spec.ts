import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InfluxHistoryStore } from './influx-history-store.js';
import type { InfluxLimits } from './influx-limits.js';
import { aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { InfluxDouble } from './suite/influx-double/influx-double.js';
import { ReadableLog } from './suite/readable-log.js';

const unavailable = expect.objectContaining({ code: 'history.unavailable' });
const bucket = 'telemetry';
const log = new ReadableLog();

let double: InfluxDouble;
let store: InfluxHistoryStore | undefined;
beforeEach(async () => {
  double = await InfluxDouble.start();
  double.addBucket(bucket);
});
afterEach(async () => {
  await store?.close();
  await double.close();
});

const opened = async (limits: Partial<InfluxLimits> = {}): Promise<InfluxHistoryStore> => {
  const { org, token, url } = double;
  const quick = { retryMinMs: 5, retryMaxMs: 20, requestMs: 1_000, openMs: 100, ...limits };
  return (store = await InfluxHistoryStore.open({
    url,
    org,
    token,
    bucket,
    prefix: 'INFLUXDB',
    log,
    limits: quick,
  }));
};

const readingsOf = (length: number) => Array.from({ length }, (_, i) => aReading({ atMs: t0 + i }));
const asks = (path: string): number => double.asked.filter((asked) => asked.endsWith(path)).length;
/** What happens to requests with a body that has this in it. */
const refusing = (holds: (body: string) => boolean, answer: { status: number; body: object }): void => {
  double.mishap = (path, body) => (path.endsWith('/write') && holds(body) ? answer : undefined);
};

describe('a line that InfluxDB (wire-level double) never takes', () => {
  const unreadable = { status: 400, body: { code: 'invalid', message: 'there is something wrong' } };
  const of = (metric: string) => (body: string) => body.includes(`name=${metric} `);

  it('is found by halving where it is not named, and costs only itself', async () => {
    await opened();
    refusing(of('bad'), unreadable);
    const bad = aReading({ metric: 'bad' });
    const before = asks('/write');
    const [outcome] = await store!.append([batchOf(...readingsOf(500), bad, ...readingsOf(999).slice(500))]);
    expect(outcome).toMatchObject({
      storedPoints: 999,
      refused: [{ reading: bad, reason: 'there is something wrong' }],
    });
    expect(asks('/write') - before).toBeLessThan(25);
    expect(log.said.at(-1)).toBe('InfluxDB does not take points: there is something wrong');
    expect(store!.problem()).toBeUndefined();
  });

  it('is refused together with its neighbours where finding it would take too many requests: none is lost', async () => {
    await opened({ searchingRequests: 4 });
    refusing(of('bad'), unreadable);
    const [outcome] = await store!.append([batchOf(...readingsOf(99), aReading({ metric: 'bad' }))]);
    const refused = outcome?.refused ?? [];
    expect(refused.length).toBeGreaterThan(1);
    expect(refused.length + (outcome?.storedPoints ?? 0)).toBe(100);
    expect(refused[0]?.reason).toMatch(
      /^there is something wrong \(it is one of \d+ of which at least one is wrong\)$/,
    );
  });

  it('is not believed of hundreds and no other: then the write fails, and is sent again', async () => {
    await opened();
    refusing(() => true, unreadable);
    await expect(store!.append([batchOf(...readingsOf(300))])).rejects.toThrow(/refuses every line/);
    double.mishap = undefined;
    expect(await store!.append([batchOf(...readingsOf(300))])).toMatchObject([{ storedPoints: 300 }]);
  });

  it('does not hide that another shard could not store: nothing of that counts as confirmed', async () => {
    await opened();
    const partial = 'failure writing points to database: partial write: field type conflict: … dropped=1';
    const conflict = { status: 422, body: { code: 'unprocessable entity', message: partial } };
    const broken = { status: 500, body: { code: 'internal error', message: 'no space left on device' } };
    const readings = [aReading({ metric: 'bad' }), aReading({ metric: 'good' })];
    double.mishap = (path, body) => {
      if (!path.endsWith('/write')) return undefined;
      if (of('bad')(body)) return { ...conflict, keeps: () => false };
      return of('good')(body) ? broken : undefined;
    };
    await expect(store!.append([batchOf(...readings)])).rejects.toEqual(unavailable);
    refusing(of('bad'), conflict);
    expect(await store!.append([batchOf(...readings)])).toMatchObject([
      { storedPoints: 1, refused: [{ reading: readings[0] }] },
    ]);
    expect(await store!.latest({})).toEqual([readings[1]]);
  });
});

describe('a write that is too long for InfluxDB (wire-level double) or something before it', () => {
  const tooLong = { status: 413, body: { message: 'Request Entity Too Large' } };

  it('is split until it passes, and the next one is short enough at once', async () => {
    await opened();
    refusing(({ length }) => length > 2_000, tooLong);
    expect(await store!.append([batchOf(...readingsOf(200))])).toMatchObject([{ storedPoints: 200 }]);
    const before = asks('/write');
    const others = readingsOf(200).map((reading) => ({ ...reading, metric: 'other' }));
    await store!.append([batchOf(...others)]);
    expect(asks('/write') - before).toBeLessThan(20);
    expect((await store!.points(range())).points).toHaveLength(200);
  });

  it('costs a line that is too long by itself, and no other', async () => {
    await opened();
    refusing(({ length }) => length > 2_000, tooLong);
    const bad = aReading({ metric: 'x'.repeat(3_000) });
    const [outcome] = await store!.append([batchOf(...readingsOf(10), bad, ...readingsOf(20).slice(10))]);
    expect(outcome).toMatchObject({ storedPoints: 20, refused: [{ reading: bad }] });
  });

  it('is not believed of hundreds of lines and no other: then the write fails, and is sent again', async () => {
    await opened();
    refusing(({ length }) => length > 0, tooLong);
    await expect(store!.append([batchOf(...readingsOf(200))])).rejects.toThrow(/refuses every line/);
    double.mishap = undefined;
    expect(await store!.append([batchOf(...readingsOf(200))])).toMatchObject([{ storedPoints: 200 }]);
  });

  it('goes in several requests from the beginning where a limit is set', async () => {
    await opened({ writeBytes: 500 });
    const before = asks('/write');
    await store!.append([batchOf(...readingsOf(20))]);
    expect(asks('/write') - before).toBeGreaterThan(3);
    expect((await store!.points(range())).points).toHaveLength(20);
  });
});

describe('what is stored in InfluxDB (wire-level double) already', () => {
  const v7 = (ms: number): string => `019b7000-${ms.toString(16).padStart(4, '0')}-7000-8000-000000000000`;
  const chunk = (n: number) => ({
    id: { source: 's', batch: v7(n) },
    ...batchOf(...[0, 1, 2].map((i) => aReading({ atMs: t0 + n * 1_000 + i }))),
  });

  it('is not asked for while a backlog is written, newest first, beside what is live', async () => {
    await opened();
    await store!.append([chunk(0)]);
    const before = asks('/query');
    for (const n of [50, 40, 51, 30, 35, 20, 52, 10]) await store!.append([chunk(n)]);
    expect(asks('/query')).toBe(before);
    expect((await store!.points(range())).points).toHaveLength(27);
    expect(await store!.append([chunk(30)])).toMatchObject([{ isRepeated: true }]);
  });

  it('is asked for once when the rest of a backlog is written after a restart', async () => {
    await opened();
    await store!.append([chunk(0), chunk(50), chunk(60)]);
    await store!.close();
    await opened();
    await store!.append([chunk(61)]);
    await store!.append([chunk(40)]);
    const before = asks('/query');
    for (const n of [30, 20, 10]) await store!.append([chunk(n)]);
    expect(asks('/query')).toBe(before);
    expect(await store!.append([chunk(50), batchOf(...chunk(60).readings)])).toMatchObject([
      { isRepeated: true },
      { storedPoints: 0 },
    ]);
    expect((await store!.points(range())).points).toHaveLength(24);
  });

  it('is known of more series than are remembered: those are asked for again', async () => {
    await opened({ rememberedSeries: 3 });
    const of = (device: number, atMs = t0) => aReading({ device: `battery:b${device}`, atMs });
    for (let device = 0; device < 6; device++) await store!.append([batchOf(of(device))]);
    const again = batchOf(...[0, 1, 2, 3, 4, 5].map((device) => of(device)), of(0, t0 + 1));
    expect(await store!.append([again])).toMatchObject([{ storedPoints: 1 }]);
  });

  it('is known of a hundred devices and more at a time', async () => {
    await opened();
    const readings = Array.from({ length: 150 }, (_, i) => aReading({ device: `battery:b${i}` }));
    await store!.append([batchOf(...readings)]);
    await store!.close();
    await opened();
    await store!.append([batchOf(aReading({ device: 'battery:b7', atMs: t0 + 1 }))]);
    expect(await store!.append([batchOf(...readings)])).toMatchObject([{ storedPoints: 0 }]);
  });
});
