import { maxRangePoints, type Reading } from '@kilowatch/contracts';
import { testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type Api, recordedExchanges, startApi } from '../suite/start-api.js';

const noon = '2025-01-01T12:00:00Z';
const aroundNoon = '/read?begin=2025-01-01T11:00:00Z&end=2025-01-01T13:00:00Z';
const recordedWrites = recordedExchanges.filter(({ http }) => http.startsWith('POST /write'));
const recordedRead = recordedExchanges.find(({ http }) => http.startsWith('GET /read'))!;
const recordedLivedata = recordedExchanges.filter(({ http }) => http === 'GET /livedata');

const aCharge = (number: number): Reading => ({
  device: 'battery:default',
  metric: 'charge',
  value: number,
  atMs: testTimeMs - 60_000 + number,
  receivedAtMs: testTimeMs,
  ordinal: 0,
});

const writeTheRecorded = async (api: Api): Promise<void> => {
  await api.post('/writeCharge', { charge: 10, unit: 'kW', timestamp: noon });
  await api.post('/writeDischarge', { discharge: 4, unit: 'kW', timestamp: '2025-01-01T12:05:00Z' });
};

describe('POST /writeCharge, /write, /writeDischarge', () => {
  it.each(recordedWrites)(
    'answers $http $req as recorded from the predecessor',
    async ({ http, req, status, res }) => {
      const api = await startApi();
      expect(await api.post(http.split(' ')[1]!, req)).toMatchObject({ status, body: res });
    },
  );

  it('has both names for a charge', async () => {
    const api = await startApi();
    await api.post('/write', { charge: 10, timestamp: noon });
    expect((await api.get(aroundNoon)).body).toEqual([
      { time: '2025-01-01T12:00:00+00:00', charge: 10, discharge: null },
    ]);
  });

  it('stores kW, the same value of a time once, and another value of that time beside it', async () => {
    const api = await startApi();
    for (const charge of [10_000, 10_000, 11_000])
      await api.post('/write', { charge, unit: 'W', timestamp: noon });
    expect((await api.get(aroundNoon)).body).toMatchObject([{ charge: 10 }, { charge: 11 }]);
  });

  it('commands nothing', async () => {
    const api = await startApi();
    const onDevice = await api.mqtt.listen('battery/#');
    await writeTheRecorded(api);
    expect(api.orders).toEqual([]);
    expect(onDevice).toEqual([]);
  });

  it('announces a history that is away in the predecessor’s words', async () => {
    const api = await startApi({ isHistorianAway: true });
    expect(await api.post('/writeCharge', { charge: 1 })).toMatchObject({
      status: 500,
      body: { error: expect.stringMatching(/^Failed to write data: historian is not running/) },
    });
  });
});

describe('GET /read', () => {
  it('answers as recorded from the predecessor', async () => {
    const api = await startApi();
    await writeTheRecorded(api);
    const answer = await api.get(aroundNoon);
    expect(answer).toMatchObject({ status: recordedRead.status, body: recordedRead.res });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('takes the last hour when nothing is said, up to and including now', async () => {
    const api = await startApi();
    await api.post('/write', { charge: 1 }); // in the very millisecond of the question
    await api.post('/write', { charge: 2, timestamp: new Date(testTimeMs - 3_600_000).toISOString() });
    await api.post('/write', { charge: 3, timestamp: new Date(testTimeMs - 3_600_001).toISOString() });
    expect((await api.get('/read')).body).toMatchObject([{ charge: 2 }, { charge: 1 }]);
  });

  it.each([
    ['begin=-1d12h&end=now()', testTimeMs - 36 * 3_600_000, testTimeMs + 1],
    ['begin=-7d&end=-1h', testTimeMs - 7 * 86_400_000, testTimeMs - 3_600_000],
    ['begin=2025-12-31T23:00:00+01:00&end=2026-01-01', testTimeMs - 7_200_000, testTimeMs],
    ['begin=-1mo', Date.UTC(2025, 11, 1), testTimeMs + 1],
    ['begin=0', 0, testTimeMs + 1],
  ])('reads %s as a range', async (query, fromMs, toMs) => {
    const api = await startApi();
    expect(await api.get(`/read?${query}`)).toMatchObject({ status: 200, text: '[]' });
    expect(api.queries).toMatchObject([{ fromMs, toMs, metrics: ['charge', 'discharge'] }]);
  });

  it('is one array of everything, however many pages the history has', async () => {
    const api = await startApi();
    const readings = Array.from({ length: 2 * maxRangePoints + 1 }, (_, number) => aCharge(number));
    await api.store.append([{ readings, messages: [] }]);
    const rows = (await api.get('/read')).body as { charge: number }[];
    expect(rows.map(({ charge }) => charge)).toEqual(readings.map(({ value }) => value));
    expect(api.queries).toHaveLength(3);
  });

  it('breaks off rather than end early when the history is lost midway', async () => {
    const api = await startApi();
    const readings = Array.from({ length: maxRangePoints + 1 }, (_, number) => aCharge(number));
    await api.store.append([{ readings, messages: [] }]);
    const points = api.store.points.bind(api.store);
    api.store.points = async (query) => {
      if (query.cursor !== undefined) await api.store.close();
      return points(query);
    };
    await expect(api.get('/read')).rejects.toThrow();
  });

  it('answers a HEAD like the route itself', async () => {
    const api = await startApi();
    expect(await api.send('/read', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('announces a history that is away in the predecessor’s words', async () => {
    const api = await startApi({ isHistorianAway: true });
    expect(await api.get('/read')).toMatchObject({
      status: 500,
      body: { error: expect.stringMatching(/^Error reading data from InfluxDB: historian is not running/) },
    });
  });
});

describe('GET /livedata', () => {
  it('answers as recorded from the predecessor before anything has happened', async () => {
    const api = await startApi();
    expect(await api.get('/livedata')).toMatchObject({ status: 200, body: recordedLivedata[1]!.res });
  });

  it('answers as recorded from the predecessor, with the charge under value too', async () => {
    const api = await startApi();
    await writeTheRecorded(api);
    expect((await api.get('/livedata')).body).toEqual({ ...recordedLivedata[0]!.res, value: 10 });
  });
});

describe('a question after a command', () => {
  it('waits for the newest command of each direction, whatever its clock', async () => {
    const api = await startApi();
    const mark = { device: 'battery:default', atMs: testTimeMs + 1 };
    await api.get('/livedata');
    await api.post('/charge', { charge: 1 });
    await api.get('/livedata');
    await api.post('/discharge', { discharge: 1 });
    await api.get('/read');
    await api.get('/api/v1/devices/battery:default/history?metrics=charge');
    const both = [
      { ...mark, metric: 'charge' },
      { ...mark, metric: 'discharge' },
    ];
    expect(api.queries).toMatchObject([
      { after: [] },
      { after: [both[0]] },
      { after: both, toMs: testTimeMs + 2 },
      { after: both, toMs: testTimeMs + 2 },
    ]);
  });

  it('does not wait for a command that failed', async () => {
    const api = await startApi({ publish: null });
    await api.post('/charge', { charge: 1 });
    await api.get('/livedata');
    expect(api.queries).toMatchObject([{ after: [] }]);
  });
});
