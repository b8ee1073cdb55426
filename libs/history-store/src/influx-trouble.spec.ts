import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InfluxHistoryOptions } from './influx-history-options.js';
import { InfluxHistoryStore } from './influx-history-store.js';
import { StoreAway } from './store-away.js';
import { aMessage, aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { type Mishap, InfluxDouble } from './suite/influx-double/influx-double.js';
import { ReadableLog } from './suite/readable-log.js';

const unavailable = expect.objectContaining({ code: 'history.unavailable' });
const quick = { retryMinMs: 5, retryMaxMs: 20, requestMs: 1_000, openMs: 100 };

const bucket = 'telemetry';

let double: InfluxDouble;
let stores: InfluxHistoryStore[];
beforeEach(async () => {
  stores = [];
  double = await InfluxDouble.start();
  double.addBucket(bucket);
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await double.close();
});

const opened = async (options: Partial<InfluxHistoryOptions> = {}): Promise<InfluxHistoryStore> => {
  const { org, token } = double;
  const url = options.url ?? double.url;
  const where = { url, org, token, bucket, prefix: 'INFLUXDB', limits: quick };
  const store = await InfluxHistoryStore.open({ ...where, ...options });
  stores.push(store);
  return store;
};

/** From now on, as often as it says. */
const suffer = (mishap: Mishap, times = Infinity): void => {
  let left = times;
  double.mishap = (path, body) => (path === '/health' || left-- <= 0 ? undefined : mishap(path, body));
};

describe('InfluxDB (wire-level double) that is not there', () => {
  it('lets the store open; it says what is wrong, and works by itself when InfluxDB comes', async () => {
    const { port, url } = double;
    await double.close();
    const log = new ReadableLog();
    const store = await opened({ url, log });
    expect(store.problem()).toMatch(
      /^InfluxDB at http:\/\/127\.0\.0\.1:\d+ does not listen: start it, or set INFLUXDB_URL$/,
    );
    await expect(store.append([batchOf(aReading())])).rejects.toEqual(unavailable);
    await expect(store.latest({})).rejects.toEqual(unavailable);
    await double.listen(port);
    await log.until('The history works');
    expect(store.problem()).toBeUndefined();
    expect(await store.append([batchOf(aReading())])).toMatchObject([{ storedPoints: 1 }]);
    expect(log.said).toEqual([expect.stringMatching(/does not listen/), 'The history works']);
  });

  it.each([
    ['hangs', () => 'hang' as const, /did not answer within 1000 ms/],
    [
      'fails',
      () => ({ status: 500, body: { code: 'internal error', message: 'disk full' } }),
      /answered 500: disk full/,
    ],
    [
      'is busy',
      () => ({ status: 503, body: { code: 'unavailable', message: 'busy' } }),
      /answered 503: busy/,
    ],
    ['hides behind a proxy', () => ({ status: 400, body: '<html>no</html>' }), /answered 400/],
    ['hangs up', () => 'lose the answer' as const, /closed the connection before it had answered/],
  ])(
    'or %s: what was not confirmed is refused, and stored once when it is sent again',
    async (_how, mishap, reason) => {
      const store = await opened();
      suffer(mishap);
      const batch = {
        id: { source: 's', batch: '019b7000-0000-7000-8000-000000000001' },
        ...batchOf(aReading()),
      };
      await expect(store.append([batch])).rejects.toEqual(unavailable);
      await expect(store.latest({})).rejects.toEqual(unavailable);
      expect(store.problem()).toMatch(reason);
      double.mishap = undefined;
      await store.append([batch]);
      expect(store.problem()).toBeUndefined();
      expect(await store.append([batch])).toMatchObject([{ storedPoints: 0, isRepeated: true }]);
      expect((await store.points(range())).points).toHaveLength(1);
    },
  );

  it('but had stored a write whose answer was lost: sent again it is not stored twice, nor overwritten', async () => {
    const store = await opened();
    await store.append([batchOf(aReading({ atMs: t0 - 1 }))]);
    suffer((path) => (path.endsWith('/write') ? 'lose the answer' : undefined), 1);
    await expect(store.append([batchOf(aReading({ value: 1 }))])).rejects.toEqual(unavailable);
    const [again] = await store.append([batchOf(aReading({ value: 2 }), aReading({ atMs: t0 + 1 }))]);
    expect(again?.storedPoints).toBe(1);
    expect((await store.points(range())).points.map(({ value }) => value)).toEqual([1, 50]);
  });

  it('and had stored only some shards of a write: what was left out is stored when it is sent again', async () => {
    const store = await opened();
    const id = { source: 's', batch: '019b7000-0000-7000-8000-000000000001' };
    const batch = { id, readings: [aReading()], messages: [aMessage()] };
    const keeps = (line: string): boolean => line.startsWith('written_batch');
    const body = { code: 'internal error', message: 'no space left on device' };
    suffer((path) => (path.endsWith('/write') ? { status: 500, body, keeps } : undefined));
    await expect(store.append([batch])).rejects.toEqual(unavailable);
    double.mishap = undefined;
    expect(await store.append([batch])).toEqual([{ storedPoints: 1, storedMessages: 1, isRepeated: false }]);
    expect((await store.points(range())).points).toHaveLength(1);
  });

  it('cuts a request off: what was not confirmed is refused, and stored when it is sent again', async () => {
    const store = await opened();
    double.isHangingUp = true;
    const readings = Array.from({ length: 2_000 }, (_, i) => aReading({ atMs: t0 + i }));
    await expect(store.append([batchOf(...readings)])).rejects.toThrow(/closed the connection/);
    double.isHangingUp = false;
    expect(await store.append([batchOf(...readings)])).toMatchObject([{ storedPoints: 2_000 }]);
  });

  it.each([
    ['in seconds', 429, () => '120', 120_000],
    ['as a date', 503, () => new Date(Date.now() + 120_000).toUTCString(), 119_000],
    ['longer than it may', 429, () => '86400', 300_000],
    ['in words that say nothing', 503, () => 'soon', undefined],
  ])(
    'says %s how long it wants to be left alone: the fault passes it on',
    async (_how, status, after, ms) => {
      const store = await opened();
      const body = { code: 'too many requests', message: 'slow down' };
      suffer(() => ({ status, body, headers: { 'retry-after': after() } }));
      const fault = await store.append([batchOf(aReading())]).catch((error: unknown) => error as StoreAway);
      expect(fault).toBeInstanceOf(StoreAway);
      const { retryAfterMs } = fault as StoreAway;
      if (ms === undefined) expect(retryAfterMs).toBeUndefined();
      else expect(Math.abs((retryAfterMs ?? 0) - ms)).toBeLessThanOrEqual(1_000);
    },
  );

  it('is left alone for as long as it wants, and then works again by itself', async () => {
    const log = new ReadableLog();
    const store = await opened({ log, limits: { ...quick, retryAfterMaxMs: 200 } });
    const body = { code: 'unavailable', message: 'busy' };
    const asked: number[] = [];
    double.mishap = () => {
      asked.push(performance.now());
      return asked.length > 1 ? undefined : { status: 503, body, headers: { 'retry-after': '3600' } };
    };
    await expect(store.latest({})).rejects.toEqual(unavailable);
    await log.until('The history works');
    expect(asked).toHaveLength(2);
    expect(asked[1]! - asked[0]!).toBeGreaterThan(190);
  });

  it('is something else that listens there: nothing counts as confirmed or as empty', async () => {
    const store = await opened();
    suffer(() => ({ status: 200, body: { hello: 'world' } }));
    await expect(store.append([batchOf(aReading())])).rejects.toThrow(
      /did not answer in CSV: set INFLUXDB_URL|answered 200 where/,
    );
    await expect(store.latest({})).rejects.toThrow(/did not answer in CSV/);
    suffer((path) => (path.endsWith('/write') ? { status: 200, body: {} } : undefined));
    await expect(store.append([batchOf(aReading())])).rejects.toThrow(
      /answered 200 where InfluxDB answers 204/,
    );
  });

  it('has no address: the reason names it', async () => {
    const store = await opened({ url: 'http://no-such-host.invalid:8086' });
    await expect(store.latest({})).rejects.toThrow(/no-such-host\.invalid has no address; set INFLUXDB_URL/);
  });

  it('fails in the middle of an answer', async () => {
    const store = await opened();
    suffer(() => ({
      status: 200,
      body: '#datatype,string,string\r\n,error,reference\r\n,"a shard is gone",\r\n\r\n',
    }));
    await expect(store.latest({})).rejects.toThrow(/a shard is gone/);
  });

  it('answers but cannot store, as with a full disk: it is ill until something is stored again', async () => {
    const store = await opened();
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const full = { status: 500, body: { code: 'internal error', message: 'no space left on device' } };
    double.mishap = (path, body) => {
      if (path.endsWith('/write') && body !== '') return full;
      if (path.endsWith('/write')) resolve();
      return undefined;
    };
    await expect(store.append([batchOf(aReading())])).rejects.toEqual(unavailable);
    await asked;
    expect(await store.latest({})).toEqual([]);
    expect(store.problem()).toMatch(/no space left on device/);
    double.mishap = undefined;
    await store.append([batchOf(aReading())]);
    expect(store.problem()).toBeUndefined();
  });

  it('cannot keep the store from closing in time', async () => {
    const store = await opened({ limits: { ...quick, requestMs: 60_000, closeMs: 50 } });
    suffer(() => 'hang');
    const written = store.append([batchOf(aReading())]);
    await Promise.all([store.close(), expect(written).rejects.toEqual(unavailable)]);
  });

  it('holds up no more calls than it may', async () => {
    const store = await opened({ limits: { ...quick, pendingCalls: 2 } });
    suffer(() => 'hang');
    const waiting = [store.latest({}), store.latest({})].map((call) =>
      expect(call).rejects.toEqual(unavailable),
    );
    await expect(store.latest({})).rejects.toThrow(/More than 2 calls/);
    await Promise.all(waiting);
  });
});
