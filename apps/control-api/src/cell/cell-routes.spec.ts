import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDeviceEntry } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { keep, register, sent } from '../suite/originals.js';
import { type Answer, startApi } from '../suite/start-api.js';

interface Recorded {
  readonly http?: string;
  readonly case?: string;
  readonly req?: object;
  readonly res?: object;
}
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../libs/compat/vectors/battery-twin.json'), 'utf8'),
) as Recorded[];
const body = recorded.find(({ http }) => http === 'POST /sensor_data')!.req!;
const rowIn = (http: string): object => {
  const { res } = recorded.find((one) => one.http === http)!;
  return Array.isArray(res) ? (res[0] as object) : (res as { data: object }).data;
};

const voltages = ({ body: rows }: Answer) => (rows as { voltage: number }[]).map(({ voltage }) => voltage);
const startWith = async (count: number) => {
  const api = await startApi();
  await keep(
    api,
    ...Array.from({ length: count }, (_, i) => sent('cell:c1', { voltage: i }, { secondsAgo: count - i })),
  );
  return api;
};

describe('GET /api/history', () => {
  it('answers as recorded, with a number of each row that rises', async () => {
    const api = await startApi();
    await keep(api, sent('cell:ESP32_01', body, { secondsAgo: 2, arrival: 1 }));
    await keep(api, sent('cell:ESP32_01', body, { arrival: 2 }));
    const { status, headers, body: rows } = await api.get('/api/history?limit=100');
    const row = rowIn('GET /api/history?limit=100');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
    expect(rows).toEqual([
      { ...row, id: 1, timestamp: '2025-12-31T23:59:58+00:00' },
      { ...row, id: 2, timestamp: '2026-01-01T00:00:00+00:00' },
    ]);
  });

  it.each<[string, number]>([
    ['', 100],
    ['?limit=', 100],
    ['?limit=abc', 100],
    ['?limit=1.5', 100],
    ['?limit=1e2', 100],
    ['?limit=3', 3],
    ['?limit=+3', 3],
    ['?limit=3&limit=5', 3],
    ['?limit=0', 0],
    ['?limit=104', 104],
    ['?limit=105', 105],
    ['?limit=1000000', 105],
    [`?limit=${'9'.repeat(400)}`, 105],
    ['?limit=-1', 105],
  ])('%s has the last rows, oldest first', async (query, count) => {
    const api = await startWith(105);
    const expected = Array.from({ length: count }, (_, i) => 105 - count + i);
    expect(voltages(await api.get(`/api/history${query}`))).toEqual(expected);
  });

  it('has rows of all devices, and none of what is no reading of a cell', async () => {
    const api = await startApi();
    await keep(api, sent('cell:a', { voltage: 1 }, { secondsAgo: 2 }), sent('cell:b', '[not one]'));
    await keep(api, sent('cell:b', { voltage: 2 }), sent('gas:a', { pct: 90, voltage: 3 }));
    expect(await api.get('/api/history')).toMatchObject({
      body: [
        { device_id: 'a', voltage: 1 },
        { device_id: 'b', voltage: 2 },
      ],
    });
  });

  it('is an empty list where nothing has spoken', async () => {
    const api = await startApi();
    expect(await api.get('/api/history')).toMatchObject({ status: 200, text: '[]' });
  });

  it('is whole however many pages it takes', async () => {
    const api = await startWith(1_200);
    api.historian.page = 90;
    expect(voltages(await api.get('/api/history?limit=1100'))).toEqual(
      Array.from({ length: 1_100 }, (_, i) => 100 + i),
    );
  });
});

describe('GET /api/stats', () => {
  it('sums up the last 100 rows', async () => {
    const api = await startWith(150);
    expect((await api.get('/api/stats')).body).toMatchObject({
      ...{ voltage_min: 50, voltage_max: 149, voltage_avg: expect.closeTo(99.5, 9), total_readings: 100 },
    });
  });

  it('has five zeros where there is nothing', async () => {
    const api = await startApi();
    const empty = recorded.find((one) => one.http === 'GET /api/stats' && one.case === 'empty')!;
    expect((await api.get('/api/stats')).body).toEqual(empty.res);
  });
});

describe('GET /api/latest', () => {
  it('has the newest row of any device, as recorded', async () => {
    const api = await startApi();
    await keep(api, sent('cell:ESP32_01', body, { arrival: 7 }), sent('cell:b', {}, { secondsAgo: 1 }));
    expect((await api.get('/api/latest')).body).toEqual({
      success: true,
      data: { ...rowIn('GET /api/latest'), id: 7, timestamp: '2026-01-01T00:00:00+00:00' },
    });
  });

  it('says so where there is none', async () => {
    const api = await startApi();
    const body = { success: false, message: 'No data found' };
    expect(await api.get('/api/latest')).toMatchObject({ status: 200, body });
  });

  it('is of a demo device until a real one has spoken, and then never again', async () => {
    const api = await startApi();
    await keep(api, sent('cell:demo', { voltage: 1 }));
    expect((await api.get('/api/latest')).body).toMatchObject({ data: { device_id: 'demo' } });
    await keep(api, sent('cell:c1', { voltage: 2 }, { secondsAgo: 60 }));
    expect((await api.get('/api/latest')).body).toMatchObject({ data: { device_id: 'c1' } });
    await api.store.forget('cell:c1');
    await register(api, aDeviceEntry({ device: 'cell:c1', kind: 'cell' }));
    expect((await api.get('/api/latest')).body).toEqual({ success: false, message: 'No data found' });
  });
});

it('says what is wrong where the history cannot be asked', async () => {
  const api = await startApi({ isHistorianAway: true });
  const error = expect.stringMatching(/historian/);
  expect(await api.get('/api/latest')).toMatchObject({ status: 500, body: { success: false, error } });
  expect(await api.get('/api/stats')).toMatchObject({ status: 500, body: { error } });
  expect(await api.get('/api/history')).toMatchObject({ status: 500, body: { error } });
});

it('says in a header why rows may be missing', async () => {
  const api = await startWith(2);
  api.historian.partial = 'The history store is away';
  const { headers, body } = await api.get('/api/history');
  expect([headers.get('kilowatch-partial'), (body as object[]).length]).toEqual([api.historian.partial, 2]);
});

it('takes nothing for all where the history has not answered', async () => {
  const api = await startApi();
  api.historian.partial = 'The history store is away';
  expect(await api.get('/api/stats')).toMatchObject({
    status: 500,
    body: { error: 'The history store is away' },
  });
});
