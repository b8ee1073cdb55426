import { aDeviceEntry, aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { deviceRegistered, type getSeries, type ReplyOf } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Api, type ApiOptions, startApi } from '../suite/start-api.js';

type SeriesAnswer = ReplyOf<typeof getSeries>;

const hourMs = 3_600_000;
const path = (query: Record<string, string>) =>
  `/api/v1/history?${new URLSearchParams({ devices: 'battery:b1', metrics: 'socPct', ...query }).toString()}`;
/** In every shape that an answer can have. */
const shapes: readonly Record<string, string>[] = [
  { step: 'raw' },
  {},
  { format: 'csv' },
  { format: 'csv', step: 'raw' },
];
const ask = async (api: Api, query: Record<string, string> = {}): Promise<SeriesAnswer> => {
  const { status, body } = await api.get(path(query));
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as SeriesAnswer;
};
const refusal = async (api: Api, query: Record<string, string>) => (await api.get(path(query))).body;

/** The API with a reading each time, its value counted from 1. */
const startWith = async (times: readonly number[], options: ApiOptions = {}): Promise<Api> => {
  const api = await startApi({ ...options, env: { TIME_ZONE: 'Europe/Berlin', ...options.env } });
  await api.store.append([
    { readings: times.map((atMs, i) => aReading({ atMs, value: i + 1 })), messages: [] },
  ]);
  return api;
};
const everyQuarter = (fromMs: number, count: number) =>
  Array.from({ length: count }, (_, i) => fromMs + i * 900_000);

describe('GET /api/v1/history', () => {
  it('answers compact columns, with the step that fits, unit, gaps and level', async () => {
    const times = [50, 49, 48, 20, 19].map((minutes) => testTimeMs - minutes * 60_000);
    const api = await startWith(times);
    expect(await ask(api, { maxPoints: '59' })).toEqual({
      fromMs: testTimeMs - hourMs,
      toMs: testTimeMs + 1,
      step: '2m',
      stepMs: 120_000,
      timeZone: 'Europe/Berlin',
      series: [
        {
          device: 'battery:b1',
          metric: 'socPct',
          unit: '%',
          level: 'raw',
          atMs: [50, 48, 20].map((minutes) => testTimeMs - minutes * 60_000),
          mean: [1.5, 3, 4.5],
          min: [1, 3, 4],
          max: [2, 3, 5],
          gaps: [],
        },
      ],
    });
    expect((await ask(api, { step: '1m', aggregate: 'count,last' })).series[0]).toMatchObject({
      count: [1, 1, 1, 1, 1],
      last: [1, 2, 3, 4, 5],
      gaps: [[times[2], times[3]]],
    });
  });

  it.each([
    ['2025-10-26', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z', 25],
    ['2025-03-30', '2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z', 23],
  ])('has the hours of %s in Berlin', async (_day, from, to, hours) => {
    const api = await startWith(everyQuarter(Date.parse(from), hours * 4));
    const hourly = await ask(api, { from, to, step: '1h' });
    expect(hourly).toMatchObject({ step: '1h', stepMs: null });
    expect(hourly.series[0]!.atMs).toHaveLength(hours);
    const daily = await ask(api, { from, to, step: '1d', aggregate: 'count' });
    expect(daily.series[0]).toMatchObject({ atMs: [Date.parse(from)], count: [hours * 4] });
    const inUtc = await ask(api, { from, to, step: '1d', aggregate: 'count', timeZone: 'UTC' });
    expect(inUtc).toMatchObject({
      timeZone: 'UTC',
      series: [{ atMs: [expect.anything(), expect.anything()] }],
    });
  });

  it('puts together what the historian can only answer in parts', async () => {
    const api = await startWith(everyQuarter(testTimeMs - 100 * 900_000, 100));
    await api.store.append([
      { readings: [aReading({ metric: 'voltageV', atMs: testTimeMs - 1 })], messages: [] },
    ]);
    const query = { from: '-26h', step: '15m', metrics: 'socPct,voltageV', aggregate: 'mean' };
    const whole = await ask(api, query);
    expect(whole.series.map(({ atMs }) => atMs.length)).toEqual([100, 1]);
    api.historian.mostWindows = 7;
    expect(await ask(api, query)).toEqual(whole);
    expect(api.asked.series.length).toBeGreaterThan(2 * (100 / 7));
  });

  it('passes on why something is missing', async () => {
    const api = await startWith([testTimeMs - 1]);
    api.historian.partial = 'The store is away since 12:00';
    expect(await ask(api)).toMatchObject({ partial: 'The store is away since 12:00' });
    expect(await ask(api, { step: 'raw' })).toMatchObject({ partial: 'The store is away since 12:00' });
    expect((await api.get('/api/v1/latest')).body).toMatchObject({
      partial: 'The store is away since 12:00',
    });
    const csv = await api.get(path({ format: 'csv' }));
    expect(csv.headers.get('kilowatch-partial')).toBe('The store is away since 12:00');
  });

  it('pages raw points of several devices, with their quality', async () => {
    const api = await startWith([3, 2, 1].map((ms) => testTimeMs - ms));
    const other = aReading({ device: 'battery:b2', value: 9, atMs: testTimeMs - 1, quality: 'stale' });
    await api.store.append([{ readings: [other], messages: [] }]);
    const pages: SeriesAnswer[] = [];
    const query = { devices: 'battery:b1,battery:b2', step: 'raw', maxPoints: '2' };
    for (let cursor: string | undefined = ''; cursor !== undefined; cursor = pages.at(-1)!.next)
      pages.push(await ask(api, { ...query, ...(cursor && { cursor }) }));
    expect(
      pages.map(({ series }) => series.map(({ device, value, quality }) => ({ device, value, quality }))),
    ).toEqual([
      [{ device: 'battery:b1', value: [1, 2] }],
      [
        { device: 'battery:b1', value: [3] },
        { device: 'battery:b2', value: [9], quality: ['stale'] },
      ],
    ]);
    for (const cursor of ['x', '7.', '0.nonsense', '99999.'])
      expect(await refusal(api, { ...query, cursor })).toMatchObject({ code: 'request.invalid' });
  });

  it('tells a silent series from one that there is not', async () => {
    const api = await startWith([testTimeMs - 2 * hourMs]);
    for (const step of ['raw', '1m'])
      expect(await ask(api, { step })).toMatchObject({ series: [{ metric: 'socPct', atMs: [], gaps: [] }] });
    for (const query of shapes) {
      expect(await refusal(api, { ...query, metrics: 'soc' })).toEqual({
        error: 'There is no such series: soc; battery:b1 has socPct',
        code: 'series.unknown',
      });
      expect(await refusal(api, { ...query, devices: 'battery:b9' })).toMatchObject({
        code: 'device.unknown',
      });
    }
  });

  it('shows nothing of a retired demo device', async () => {
    const api = await startWith([testTimeMs - 1]);
    const demo = aDeviceEntry({ device: 'battery:demo', isDemo: true, isRetired: true });
    await api.store.append([{ readings: [aReading({ device: demo.device })], messages: [] }]);
    await api.client.publish(deviceRegistered, { device: demo.device }, demo);
    await eventually(async () =>
      expect(await api.get(path({ devices: 'battery:demo' }))).toMatchObject({
        status: 404,
        body: { code: 'device.unknown' },
      }),
    );
    expect((await ask(api, { devices: 'battery:demo,battery:b1' })).series).toHaveLength(1);
    expect((await api.get('/api/v1/latest')).body).toEqual({
      readings: [aReading({ atMs: testTimeMs - 1, value: 1 })],
    });
  });

  it('answers so many questions at a time', async () => {
    const api = await startWith([testTimeMs - 1], { env: { HISTORY_ANSWERS: '1' } });
    const statuses = await Promise.all([1, 2, 3].map(async () => (await api.get(path({}))).status));
    expect(statuses.toSorted()).toEqual([200, 429, 429]);
    expect((await api.get(path({}))).status).toBe(200);
  });
});

describe('a question that cannot be answered', () => {
  const year = 365 * 24 * hourMs;
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'ten years at a second',
      { from: new Date(testTimeMs - 10 * year).toISOString(), step: '1s' },
      /^A step of 1s makes 315360000 windows of 1 series; an answer holds 50000: ask for step=2h or longer, /,
    ],
    ['from after to', { from: '-1h', to: '-2h' }, /^from must be before to; got -1h and -2h$/],
    ['a junk step', { step: "1s'; DROP TABLE points --" }, /^step must be raw/],
    ['a junk time', { from: '${jndi:ldap://x}' }, /^from must be a time such as/],
    ['no time zone', { timeZone: 'Mars/Olympus' }, /Europe\/Berlin|IANA/],
    ['no aggregate', { aggregate: 'median' }, /^aggregate\.0: /],
    ['no device id', { devices: 'b1' }, /^devices\.0: must be "<kind>:<native id>"/],
    ['no metric', { metrics: ',' }, /^metrics: /],
    [
      'too many series',
      { metrics: Array.from({ length: 26 }, (_, i) => `m${i}`).join(), devices: 'battery:a,battery:b' },
      /^devices × metrics make 52 series; one question may name 50/,
    ],
    ['too many points', { maxPoints: '5001' }, /^maxPoints: /],
    ['a junk format', { format: 'xml' }, /^format: /],
  ])('%s', async (_name, query, words) => {
    const api = await startApi({ env: { TIME_ZONE: 'Europe/Berlin' } });
    const { status, body } = await api.get(path(query));
    expect([status, body]).toEqual([400, { error: expect.stringMatching(words), code: 'request.invalid' }]);
  });

  it.each([
    'a" or 1=1 --',
    "'; DROP TABLE points; --",
    '") |> drop()',
    '../../etc/passwd',
    '%00',
    '<script>',
    '‮ä\u0000',
  ])('a name such as %j names nothing, and does no harm', async (text) => {
    const api = await startWith([testTimeMs - 1]);
    const metric = await api.get(path({ metrics: text }));
    expect([400, 404]).toContain(metric.status);
    expect([400, 404]).toContain((await api.get(path({ devices: `battery:${text}` }))).status);
    expect((await ask(api)).series[0]!.atMs).toHaveLength(1);
  });

  it('without a historian', async () => {
    const api = await startApi({ isHistorianAway: true });
    for (const query of shapes)
      expect(await api.get(path(query))).toMatchObject({
        status: 503,
        body: { code: 'service.unavailable' },
      });
  });
});
