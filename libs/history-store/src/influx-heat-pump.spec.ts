import { flux } from '@influxdata/influxdb-client';
import { afterAll, expect, it } from '@jest/globals';
import { InfluxHistoryStore } from './influx-history-store.js';
import { InfluxBucket } from './influx/influx-bucket.js';
import { keeping, pointsWhere, reducedTo } from './influx/flux-text.js';
import { everything } from './influx/heat-pump-bucket.js';
import { defaultInfluxLimits } from './influx-limits.js';
import { withEachInflux } from './suite/each-influx.js';
import { aReading, batchOf, hourMs, range, t0, windowed } from './suite/fixtures.js';
import { InfluxDouble } from './suite/influx-double/influx-double.js';
import { ReadableLog } from './suite/readable-log.js';

const device = 'heat-pump:0004A3B1C2D3';
const ns = (atMs: number): string => `${atMs}000000`;
const minuteMs = 60_000;

interface Tags {
  readonly name: string;
  readonly register_id: string;
  readonly type?: string;
  readonly unit?: string;
}
const line = ({ name, register_id, type = 'temperature', unit = '°C' }: Tags, value: number, atMs: number) =>
  `heatpump,name=${name},register_id=${register_id},type=${type}${unit && `,unit=${unit}`} value=${value} ${ns(atMs)}`;
const ours = (metric: string, value: number, atMs: number, more = {}) =>
  aReading({ device, metric, value, atMs, receivedAtMs: atMs, ...more });
const query = (...metrics: string[]) => range({ device, metrics });

withEachInflux(({ make, open, settings, writeLines, readOnly }) => {
  /** Our bucket beside one of the predecessor with these lines. */
  const beside = async (lines: readonly string[], { isWritten = false } = {}) => {
    const bucket = await make();
    if (lines.length > 0) await writeLines(bucket, lines);
    const token = isWritten ? settings(bucket).token : await readOnly(bucket);
    const heatPumpBucket = { ...settings(bucket), token, prefix: 'INFLUXDB_HEATPUMP', device, isWritten };
    const own = await make();
    const opened = () => open(own, { heatPumpBucket });
    /** What the bucket itself has, as the predecessor's dashboard asks it: the newest of each stored series. */
    const inBucket = async () => {
      const asked = new InfluxBucket(settings(bucket), defaultInfluxLimits);
      const all = pointsWhere(
        bucket,
        ...everything,
        flux`r._measurement == "heatpump" and r._field == "value"`,
      );
      const columns = keeping(['_value', 'name', 'register_id', 'type', 'unit']);
      const rows = await asked.query(flux`${all} ${reducedTo('last')} ${columns}`, (row) =>
        ['name', 'register_id', 'type', 'unit', '_value'].map(row).join(' '),
      );
      asked.close();
      return rows.sort();
    };
    return { store: await opened(), opened, inBucket };
  };

  it.each<[string, Tags, string]>([
    ['IVT', { name: 'warm_water_1_top', register_id: '0009' }, 'hot_water_top'],
    ['IVT', { name: 'switch_on_rego', register_id: '0008' }, 'indoor_temp'],
    ['IVT', { name: 'switch_valve_1', register_id: '1A07', type: 'status', unit: '' }, 'switch_valve_status'],
    ['NIBE', { name: 'load_l2', register_id: '4102', type: 'current', unit: 'A' }, 'current_l2'],
    ['Thermia', { name: 'energy_accumulated', register_id: '5FAB', unit: 'kWh' }, 'accumulated_energy'],
    ['IVT', { name: 'switch_on_rego', register_id: '2201', type: 'setting', unit: '' }, 'switch_on_rego'],
  ])('finds what was stored under the names of old, of %s: %j', async (_brand, tags, metric) => {
    const { store } = await beside([line(tags, 1, t0), line(tags, 3, t0 + minuteMs)]);
    expect(await store.latest({ devices: [device] })).toMatchObject([{ device, metric, value: 3 }]);
    expect((await store.points(query(metric))).points.map(({ value }) => value)).toEqual([1, 3]);
    expect(await store.statistics(query(metric))).toMatchObject([{ metric, count: 2, mean: 2 }]);
  });

  it('puts one metric together from all its names, registers and units', async () => {
    const { store } = await beside([
      line({ name: 'warm_water_top', register_id: '0009' }, 40, t0),
      line({ name: 'hot_water_top', register_id: '0009' }, 44, t0 + minuteMs),
      line({ name: 'hot_water_top', register_id: '0009', unit: 'C' }, 48, t0 + 2 * minuteMs),
      line({ name: 'hot_water_top', register_id: '0009', type: 'setpoint' }, 52, t0 + 3 * minuteMs),
    ]);
    const asked = query('hot_water_top');
    expect((await store.points(asked)).points.map(({ value }) => value)).toEqual([40, 44, 48, 52]);
    const { windows } = await store.windows(windowed({ ...asked, stepMs: hourMs }));
    expect(windows).toMatchObject([
      { metric: 'hot_water_top', count: 4, min: 40, max: 52, mean: 46, last: 52 },
    ]);
    const name = { device, metric: 'hot_water_top' };
    const edgesMs = Float64Array.of(t0, t0 + hourMs);
    const [one] = await store.series({ series: [name], edgesMs, isTimeWeighted: false });
    expect([one?.sums.count[0], one?.sums.sum[0]]).toEqual([4, 184]);
  });

  it('writes what a heat pump reports as its predecessor did, so that what reads its bucket goes on', async () => {
    const runtime = { name: 'compressor_runtime', register_id: '6C60', type: 'runtime', unit: 'Hours' };
    const { store, inBucket } = await beside([line(runtime, 900, t0 - hourMs)], { isWritten: true });
    await store.append([
      batchOf(
        ours('outdoor_temp', -3.5, t0),
        ours('compressor_runtime', 901, t0),
        ours('power_consumption', 2_001, t0, { quality: 'estimated' }),
        ours('indoor_temp', -48.3, t0, { quality: 'missing' }),
        ours('brine_in_evaporator', 480, t0, { quality: 'suspect' }),
        ours('register_0ABC', 1, t0),
        aReading({ device: 'heat-pump:other', metric: 'hot_water_top', value: 50 }),
      ),
    ]);
    await store.close();
    expect(await inBucket()).toEqual([
      'compressor_runtime 6C60 runtime Hours 901',
      'outdoor_temp 0007 temperature °C -3.5',
      'power_consumption CFAA power W 2001',
    ]);
  });

  it('counts once what is in both buckets, and still has what only the predecessor stored', async () => {
    const outdoor = { name: 'outdoor_temp', register_id: '0007' };
    const { store, opened } = await beside([line(outdoor, 1, t0)], { isWritten: true });
    expect((await store.points(query('outdoor_temp'))).points).toHaveLength(1);
    await store.append([
      batchOf(ours('outdoor_temp', 2, t0 + minuteMs), ours('outdoor_temp', 3, t0 + 2 * minuteMs)),
    ]);
    await store.close();
    const again = await opened();
    expect((await again.points(query('outdoor_temp'))).points.map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(await again.statistics(query('outdoor_temp'))).toMatchObject([{ count: 3, mean: 2 }]);
    expect(await again.latest({ devices: [device] })).toMatchObject([{ value: 3 }]);
  });
});

const double = await InfluxDouble.start();
afterAll(() => double.close());

it("goes on without the predecessor's bucket, says so once, and writes what waited when it is there", async () => {
  double.addBucket('telemetry');
  const { url, org, token } = double;
  const [where, log] = [{ url, org, token }, new ReadableLog()];
  const store = await InfluxHistoryStore.open({
    ...{
      ...where,
      bucket: 'telemetry',
      prefix: 'INFLUXDB',
      log,
      limits: { retryMinMs: 5, copiedReadings: 2 },
    },
    heatPumpBucket: { ...where, bucket: 'heatpump', prefix: 'INFLUXDB_HEATPUMP', device, isWritten: true },
  });
  for (const value of [1, 2, 3]) await store.append([batchOf(ours('outdoor_temp', value, t0 + value))]);
  expect(store.problem()).toBeUndefined();
  await log.until("The oldest readings are left out of the heat pump predecessor's bucket");
  double.addBucket('heatpump');
  await log.until("The heat pump predecessor's bucket is written again");
  await store.close();
  expect(log.said.filter((words) => words.includes('is not written'))).toEqual([
    expect.stringMatching(/"heatpump".*INFLUXDB_HEATPUMP_BUCKET/),
  ]);
});
