import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceEntry } from '@kilowatch/contracts';
import { aDeviceEntry, aReading, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { keep, register, sent } from '../suite/originals.js';
import { type Api, startApi } from '../suite/start-api.js';

interface Recorded {
  readonly http?: string;
  readonly mqtt?: string;
  readonly case?: string;
  readonly payload?: object;
  readonly status?: number;
  readonly res?: Record<string, object[]>;
}
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../libs/compat/vectors/iot-sensors.json'), 'utf8'),
) as Recorded[];
const source = 'mqtt:sensors/temp_01/temperature';
const payload = recorded.find(({ mqtt }) => mqtt === 'sensors/temp_01/temperature')!.payload!;
const at = (secondsAgo: number): string => new Date(testTimeMs - secondsAgo * 1_000).toISOString();
const said = (value: number, timestamp?: string) => ({ value, ...(timestamp && { timestamp }) });

const valuesOf = async (api: Api, query = '', sensor = 'temp_01') => {
  const { status, body } = await api.get(`/api/sensors/${sensor}/readings${query}`);
  expect(status).toBe(200);
  return (body as { readings: { value: number }[] }).readings.map(({ value }) => value);
};

describe('GET /api/sensors/{id}/readings', () => {
  it('answers as recorded', async () => {
    const api = await startApi();
    await keep(api, sent('sensor:temp_01', { ...payload, timestamp: at(60) }, { source }));
    const [reading] = recorded.find(({ http }) => http === 'GET /api/sensors/temp_01/readings?hours=24')!
      .res!['readings']!;
    expect((await api.get('/api/sensors/temp_01/readings?hours=24')).body).toEqual({
      readings: [{ ...reading, timestamp: '2025-12-31T23:59:00+00:00' }],
    });
  });

  it('has readings ascending by their own time, those of the future among them, exact duplicates twice', async () => {
    const api = await startApi();
    const bodies = [
      [said(1), 3_600],
      [said(2, at(25 * 3_600)), 60],
      [said(3, at(7_200)), 60],
      [said(4, at(-300)), 60],
      [said(5, '2025-12-31T22:30:00'), 60],
      [said(5, '2025-12-31T22:30:00'), 60],
      [said(6), 30 * 3_600],
    ] as const;
    for (const [body, secondsAgo] of bodies)
      await keep(api, sent('sensor:temp_01', body, { source, secondsAgo }));
    await keep(api, sent('sensor:temp_02', said(9)), sent('sensor:temp_01', 'no json'));
    expect(await valuesOf(api)).toEqual([3, 5, 5, 1, 4]);
  });

  it.each<[string, number[]]>([
    ['?hours=1', [2, 3]],
    ['?hours=3', [1, 2, 3]],
    ['?hours=', [1, 2, 3]],
    ['?hours=1.5', [1, 2, 3]],
    ['?hours=day', [1, 2, 3]],
    ['?hours=0', []],
    ['?hours=-1', []],
    ['?hours=100', [0, 1, 2, 3]],
    ['?hours=1000000', [0, 1, 2, 3]],
    ['?hours=999999999999', []],
    [`?hours=${'9'.repeat(400)}`, []],
  ])('%s goes back so far', async (query, values) => {
    const api = await startApi();
    const hours = [40, 2, 0.5, 0];
    for (const [i, ago] of hours.entries())
      await keep(api, sent('sensor:temp_01', said(i), { source, secondsAgo: ago * 3_600 }));
    expect(await valuesOf(api, query)).toEqual(values);
  });

  it('has the newest of too many', async () => {
    const api = await startApi({ env: { HISTORY_LIST_READINGS: '3' } });
    for (const i of [0, 1, 2, 3, 4])
      await keep(api, sent('sensor:temp_01', said(i), { source, secondsAgo: 5 - i }));
    expect(await valuesOf(api)).toEqual([2, 3, 4]);
  });

  it.each(['unknown', 'a%2Fb', '%00', `${'x'.repeat(500)}`])('is empty for %s', async (sensor) => {
    expect(await valuesOf(await startApi(), '', sensor)).toEqual([]);
  });

  it('finds a sensor by any name', async () => {
    const api = await startApi();
    await keep(api, sent('sensor:a/b +#🔥', said(7), { source: 'mqtt:sensors/x/t' }));
    expect(await valuesOf(api, '', encodeURIComponent('a/b +#🔥'))).toEqual([7]);
  });

  it('is empty for a demo sensor that has retired', async () => {
    const api = await startApi();
    await keep(api, sent('sensor:demo_1', said(7), { source }));
    const retired = aDeviceEntry({ device: 'sensor:demo_1', kind: 'sensor', isDemo: true, isRetired: true });
    const marker = aDeviceEntry({ device: 'sensor:x', kind: 'sensor' });
    await register(api, retired, marker);
    expect(await valuesOf(api, '', 'demo_1')).toEqual([]);
  });
});

describe('GET /api/sensors', () => {
  const entry = (device: string, parts: Partial<DeviceEntry> = {}): DeviceEntry =>
    aDeviceEntry({ device, kind: 'sensor', dialect: 'sensors', ...parts });
  const read = (device: string, metric: string, values: readonly number[]) =>
    values.map((value, i) =>
      aReading({ device, metric, value, atMs: testTimeMs - (values.length - i) * 1_000 }),
    );

  it('has the statistics of each since it was first seen, in that order, in the unit that it says', async () => {
    const api = await startApi();
    await register(
      api,
      entry('sensor:b', {
        firstSeenAtMs: 1,
        series: [
          { metric: 'humidity', unit: '%' },
          { metric: 'heat', unit: '°C', sentUnit: '°F' },
        ],
      }),
      entry('sensor:a', {
        firstSeenAtMs: 2,
        location: 'Room A',
        series: [{ metric: 'temperature', unit: '°C' }],
      }),
    );
    const readings = [
      ...read('sensor:a', 'temperature', [21, 24.1, 22.1]),
      ...read('sensor:b', 'heat', [100]),
      ...read('sensor:b', 'humidity', [40, 60]),
    ];
    await api.store.append([{ readings, messages: [] }]);
    const last = { last_reading: '2025-12-31T23:59:59+00:00' };
    expect((await api.get('/api/sensors')).body).toEqual({
      sensors: [
        {
          ...{ sensor_id: 'b', min_value: 40, max_value: 212, avg_value: 104, count: 3, ...last },
          ...{ sensor_type: 'humidity', unit: '%', location: null },
        },
        {
          ...{ sensor_id: 'a', min_value: 21, max_value: 24.1, avg_value: expect.closeTo(22.4, 9), count: 3 },
          ...{ ...last, sensor_type: 'temperature', unit: '°C', location: 'Room A' },
        },
      ],
    });
  });

  it('lists what speaks as its sensors did, and demo ones until a real one has spoken', async () => {
    const api = await startApi();
    const listed = async () =>
      ((await api.get('/api/sensors')).body as { sensors: { sensor_id: string }[] }).sensors.map(
        ({ sensor_id: id }) => id,
      );
    const devices = [
      'sensor:demo_1',
      'sensor:tasmota',
      'sensor:ignored',
      'sensor:silent',
      'meter:m',
      'sensor:real',
    ];
    const readings = devices
      .filter((device) => device !== 'sensor:silent')
      .flatMap((device) => read(device, 'temperature', [1]));
    await api.store.append([{ readings, messages: [] }]);
    await register(api, entry('sensor:demo_1', { isDemo: true }), entry('meter:m', { kind: 'meter' }));
    expect(await listed()).toEqual(['demo_1']);
    await register(
      api,
      entry('sensor:tasmota', { dialect: 'tasmota' }),
      entry('sensor:ignored', { isIgnored: true }),
      entry('sensor:silent'),
      entry('sensor:real'),
    );
    expect(await listed()).toEqual(['real']);
  });

  it('has many sensors of many types', async () => {
    const api = await startApi();
    const names = Array.from({ length: 120 }, (_, i) => `sensor:s${String(i).padStart(3, '0')}`);
    await register(api, ...names.map((device) => entry(device)));
    const readings = names.flatMap((device, i) => read(device, 'temperature', [i, i + 1]));
    await api.store.append([{ readings, messages: [] }]);
    const { sensors } = (await api.get('/api/sensors')).body as { sensors: object[] };
    expect(sensors).toHaveLength(120);
    expect(sensors.at(-1)).toMatchObject({ sensor_id: 's119', count: 2, min_value: 119, max_value: 120 });
  });

  it('is an empty list where there are none', async () => {
    expect(await (await startApi()).get('/api/sensors')).toMatchObject({
      status: 200,
      body: { sensors: [] },
    });
  });
});

it('fails in the words of the predecessor', async () => {
  const api = await startApi({ isHistorianAway: true });
  await register(api, aDeviceEntry({ device: 'sensor:x', kind: 'sensor', dialect: 'sensors' }));
  const failures = recorded.filter((one) => one.case === 'error' && one.status === 500);
  expect(failures).toHaveLength(2);
  for (const { http, status, res } of failures)
    expect(await api.get(http!.replace('GET ', ''))).toMatchObject({ status, body: res });
});

it('is healthy in exactly these words, and knows nothing else', async () => {
  const api = await startApi();
  expect(await api.get('/health')).toMatchObject({ status: 200, text: '{"status":"healthy"}' });
  expect(await api.get('/nope')).toMatchObject({ status: 404, body: { error: 'Resource not found' } });
});
