import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InfluxHistoryStore, type InfluxHistoryOptions } from './influx-history-store.js';
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

describe('a line that InfluxDB (wire-level double) never takes', () => {
  const unreadable = { status: 400, body: { code: 'invalid', message: 'unable to parse' } };
  const lineOf = (metric: string) => `name=${metric} `;

  it('costs only itself: it is logged and left out', async () => {
    const log = new ReadableLog();
    const store = await opened({ log });
    suffer((path, body) =>
      path.endsWith('/write') && body.includes(lineOf('bad')) ? unreadable : undefined,
    );
    const metrics = ['a', 'b', 'bad', 'c', 'd'];
    const [outcome] = await store.append([batchOf(...metrics.map((metric) => aReading({ metric })))]);
    expect(outcome?.storedPoints).toBe(4);
    expect((await store.latest({})).map(({ metric }) => metric)).toEqual(['a', 'b', 'c', 'd']);
    expect(log.said.at(-1)).toMatch(/refuses a line, it is left out: unable to parse/);
    expect(store.problem()).toBeUndefined();
  });

  it('is not believed of hundreds: then the write fails, and is sent again', async () => {
    const store = await opened();
    const readings = Array.from({ length: 300 }, (_, i) => aReading({ atMs: t0 + i }));
    suffer((path) => (path.endsWith('/write') ? unreadable : undefined));
    await expect(store.append([batchOf(...readings)])).rejects.toThrow(/more than 100 lines/);
    double.mishap = undefined;
    expect(await store.append([batchOf(...readings)])).toMatchObject([{ storedPoints: 300 }]);
  });

  it('goes in a request of its own when together they would be too long', async () => {
    const store = await opened({ limits: { ...quick, writeBytes: 500 } });
    const before = double.asked.length;
    await store.append([batchOf(...Array.from({ length: 20 }, (_, i) => aReading({ atMs: t0 + i })))]);
    const writes = double.asked.slice(before).filter((asked) => asked.endsWith('/write'));
    expect(writes.length).toBeGreaterThan(3);
    expect((await store.points(range())).points).toHaveLength(20);
  });
});
