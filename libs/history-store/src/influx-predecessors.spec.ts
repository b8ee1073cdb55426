import { expect, it } from '@jest/globals';
import { legacyBattery } from '@kilowatch/contracts';
import { withEachInflux } from './suite/each-influx.js';
import { aReading, allPages, batchOf, hourMs, range, t0, windowed } from './suite/fixtures.js';
import { ReadableLog } from './suite/readable-log.js';

const weekMs = 7 * 24 * hourMs;
const heatPump = 'heat-pump:thermia';
const ns = (atMs: number): string => `${atMs}000000`;
const command = (value: number, atMs: number, metric = 'charge') =>
  aReading({ device: legacyBattery, metric, value, atMs, receivedAtMs: atMs });
const commands = (parts: object = {}) =>
  range({ device: legacyBattery, metrics: ['charge', 'discharge'], ...parts });

withEachInflux(({ make, open, settings, writeLines, readOnly }) => {
  /** Our bucket, and one of the battery predecessor with these lines, which our token may only read. */
  const beside = async (lines: readonly string[]) => {
    const battery = await make();
    await writeLines(battery, lines);
    const batteryBucket = {
      ...settings(battery),
      token: await readOnly(battery),
      prefix: 'INFLUXDB_BATTERY',
    };
    return open(await make(), { batteryBucket });
  };

  it("reads the battery predecessor's fields, whole numbers and others, as the metrics of its battery", async () => {
    const store = await beside([
      `battery_data charge=10i ${ns(t0)}`,
      `battery_data discharge=2.5 ${ns(t0 + 1_000)}`,
      `battery_data charge=4i ${ns(t0 + 2_000)}`,
    ]);
    expect(await store.latest({})).toEqual([command(4, t0 + 2_000), command(2.5, t0 + 1_000, 'discharge')]);
    expect(await store.latest({ devices: ['battery:b1'] })).toEqual([]);
    const { points } = await store.points(commands());
    expect(points.map(({ metric, value }) => [metric, value])).toEqual([
      ['charge', 10],
      ['discharge', 2.5],
      ['charge', 4],
    ]);
    expect(await store.statistics(commands({ metrics: ['charge'] }))).toEqual([
      { metric: 'charge', count: 2, min: 4, max: 10, mean: 7, last: 4, lastAtMs: t0 + 2_000 },
    ]);
  });

  it('reads numbers whose type changed from one week to the next', async () => {
    const times = [t0, t0 + weekMs, t0 + 2 * weekMs];
    const store = await beside([
      `battery_data charge=10i ${ns(times[0] as number)}`,
      `battery_data charge=10.5 ${ns(times[1] as number)}`,
      `battery_data charge=7i ${ns(times[2] as number)}`,
    ]);
    const all = commands({ toMs: t0 + 3 * weekMs });
    expect((await store.points(all)).points.map(({ value }) => value)).toEqual([10, 10.5, 7]);
    expect(await store.statistics(all)).toMatchObject([
      { count: 3, min: 7, max: 10.5, mean: 27.5 / 3, last: 7 },
    ]);
    const { windows } = await store.windows({ ...all, stepMs: hourMs });
    expect(windows.map(({ mean }) => mean)).toEqual([10, 10.5, 7]);
    const [one] = (await store.windows({ ...all, stepMs: 10_000 * hourMs })).windows;
    expect(one).toMatchObject({ count: 3, min: 7, max: 10.5, last: 7 });
  });

  it('puts them together with ours, page by page and window by window, and writes only ours', async () => {
    const theirs = [0, 1, 4, 6].map((s) => `battery_data charge=${s} ${ns(t0 + s * 1_000)}`);
    const store = await beside(theirs);
    await store.append([batchOf(...[2, 4, 5, 7].map((s) => command(s + 0.5, t0 + s * 1_000)))]);
    const expected = [0, 1, 2.5, 4.5, 4, 5.5, 6, 7.5];
    for (const limit of [1, 3, 100]) {
      const pages = await allPages(async (cursor) => {
        const { points, next } = await store.points(commands({ limit, cursor }));
        return { items: points, next };
      });
      expect(pages.flat().map(({ value }) => value)).toEqual(expected);
    }
    const { windows } = await store.windows(windowed({ ...commands(), stepMs: 3_000 }));
    expect(windows.map(({ count, min, max, last }) => [count, min, max, last])).toEqual([
      [3, 0, 2.5, 2.5],
      [3, 4, 5.5, 5.5],
      [2, 6, 7.5, 7.5],
    ]);
    expect(await store.latest({})).toMatchObject([{ value: 7.5 }]);
    expect(await store.forget(legacyBattery)).toMatchObject({ points: 4 });
    expect(await store.latest({})).toMatchObject([{ value: 6 }]); // theirs is not ours to delete
  });

  it("reads the heat pump predecessor's registers as metrics of the device that is configured", async () => {
    const bucket = await make();
    const tags = (name: string, id: string) =>
      `heatpump,name=${name},register_id=${id},type=temperature,unit=°C`;
    await writeLines(bucket, [
      `${tags('outdoor_temp', '0007')} value=-3.5 ${ns(t0)}`,
      `${tags('outdoor_temp', '0007')} value=-4 ${ns(t0 + 60_000)}`,
      `${tags('indoor_temp', '0008')} value=21 ${ns(t0)}`,
    ]);
    const heatPumpBucket = {
      ...settings(bucket),
      token: await readOnly(bucket),
      prefix: 'INFLUXDB_HEATPUMP',
      device: heatPump,
    };
    const store = await open(await make(), { heatPumpBucket });
    expect(await store.latest({ devices: [heatPump] })).toMatchObject([
      { device: heatPump, metric: 'indoor_temp', value: 21 },
      { metric: 'outdoor_temp', value: -4, atMs: t0 + 60_000 },
    ]);
    const query = range({ device: heatPump, metrics: ['outdoor_temp'] });
    expect((await store.points(query)).points).toHaveLength(2);
    expect((await store.windows(windowed(query))).windows.map(({ mean }) => mean)).toEqual([-3.5, -4]);
    expect(await store.statistics(query)).toMatchObject([{ min: -4, max: -3.5 }]);
  });

  it('answers from ours while a bucket of theirs is away, says so once, and is not ill for it', async () => {
    const log = new ReadableLog();
    const batteryBucket = { ...settings('not-there'), prefix: 'INFLUXDB_BATTERY' };
    const store = await open(await make(), { batteryBucket, log });
    await store.append([batchOf(command(1, t0))]);
    expect(await store.latest({})).toHaveLength(1);
    expect((await store.points(commands())).points).toHaveLength(1);
    expect((await store.windows(windowed(commands()))).windows).toHaveLength(1);
    expect(store.problem()).toBeUndefined();
    expect(log.said).toEqual([expect.stringMatching(/left out.*"not-there".*INFLUXDB_BATTERY_BUCKET/)]);
  });
});
