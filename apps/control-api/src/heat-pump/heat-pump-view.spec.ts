import { getHeatPump, type ReplyOf } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { aReading } from '@kilowatch/testing';
import { recordedAtMs, recordedCharts, recordedReadings, toSixDigits } from '../suite/heat-pump-history.js';
import { type Api, type ApiOptions, startApi } from '../suite/start-api.js';

const pump = 'heat-pump:0004A3B1C2D3';
const startWith = async (readings = recordedReadings(), options: ApiOptions = {}): Promise<Api> => {
  const api = await startApi({ now: () => recordedAtMs, ...options });
  await api.store.append([{ readings, messages: [] }]);
  return api;
};
const viewOf = async (api: Api, query = '', device = pump): Promise<ReplyOf<typeof getHeatPump>> => {
  const { status, body } = await api.get(`/api/v1/devices/${encodeURIComponent(device)}/heat-pump${query}`);
  expect([status, getHeatPump.reply.parse(body)]).toEqual([200, body]);
  return body as ReplyOf<typeof getHeatPump>;
};
const without = (...metrics: string[]) =>
  recordedReadings().filter(({ metric }) => !metrics.includes(metric));

describe('GET /api/v1/devices/:device/heat-pump', () => {
  it('has the numbers of the recorded charts, in our words', async () => {
    const { charts, ...rest } = await viewOf(await startWith());
    const { cop, temperature, performance } = recordedCharts as {
      cop: { values: number[]; avg: number };
      temperature: Record<string, unknown>;
      performance: Record<string, [string, number][]>;
    };
    expect(toSixDigits([charts.cop.values, charts.cop.mean])).toEqual(toSixDigits([cop.values, cop.avg]));
    expect(toSixDigits(charts.temperatures.outdoor_temp?.values)).toEqual(temperature['outdoor_temp']);
    const deltas = performance['brine_delta']!;
    expect(toSixDigits(charts.performance.brineDeltaK)).toEqual({
      atMs: deltas.map(([end]) => Math.ceil(Date.parse(end) / 300_000 - 1) * 300_000),
      values: deltas.map(([, value]) => value),
    });
    expect(rest).toMatchObject({ device: pump, stepMs: 300_000, toMs: recordedAtMs + 1 });
  });

  it('measures the COP by heat over electricity where the pump says both, and estimates it otherwise', async () => {
    const recorded = recordedReadings();
    const said = (metric: string, value: number) =>
      recorded
        .filter((reading) => reading.metric === 'radiator_forward')
        .map((reading) => ({ ...reading, metric, value }));
    const power = said('power_consumption', 1_500);
    const carried = [
      ...said('heat_carrier_flow', 18),
      ...said('heat_carrier_forward', 35),
      ...said('heat_carrier_return', 30),
    ];
    const others = without('power_consumption');
    const { cop, flows } = (await viewOf(await startWith([...others, ...power, ...carried]))).charts;
    expect([cop.method, cop.mean, flows?.cop]).toEqual(['measured', expect.closeTo(4.145, 3), cop.mean]);
    expect(new Set(toSixDigits(cop.values) as number[])).toEqual(new Set([4.145]));
    const reckoned = power.map((reading) => ({ ...reading, quality: 'estimated' as const }));
    for (const readings of [recorded, [...others, ...reckoned, ...carried]])
      expect((await viewOf(await startWith(readings))).charts.cop.method).toBe('estimated');
  });

  it('tells how long compressor and heater ran, apart and together', async () => {
    const { charts, figures } = await viewOf(await startWith());
    const { compressorPct, togetherPct, heaterPct, idlePct } = charts.runtime!;
    expect(compressorPct + togetherPct).toBeCloseTo(69.6, 1);
    expect(togetherPct + heaterPct).toBeCloseTo(26.1, 1);
    expect(compressorPct + togetherPct + heaterPct + idlePct).toBeCloseTo(100, 6);
    expect(figures.compressor?.percent).toBeCloseTo(69.6, 1);
    expect(figures.energy?.totalKwh).toBeGreaterThan(0);
  });

  it('keeps a short peak that the means of the windows do not show', async () => {
    const peak = aReading({
      device: pump,
      metric: 'power_consumption',
      atMs: Date.parse('2025-11-25T10:13:31Z'),
      value: 11_500,
    });
    const { charts, figures } = await viewOf(await startWith([...recordedReadings(), peak]));
    expect(Math.max(...charts.power.powerW.values)).toBeLessThan(11_500);
    expect([Math.max(...charts.power.powerW.max), figures.energy?.peakW]).toEqual([11_500, 11_500]);
  });

  it('makes nothing up: without brine no COP and no flows, without states no running times', async () => {
    const missing = [
      'brine_in_evaporator',
      'compressor_status',
      'switch_valve_status',
      'additional_heat_percent',
    ];
    const { charts, figures } = await viewOf(await startWith(without(...missing, 'power_consumption')));
    expect(charts).toMatchObject({
      cop: { values: [], mean: null },
      flows: null,
      runtime: null,
      valve: { atMs: [], values: [] },
    });
    expect(figures).toEqual({ energy: null, compressor: null, heater: null, hotWater: null });
    expect(Object.keys(charts.temperatures)).not.toContain('brine_in_evaporator');
  });

  it('answers any range, with nothing in it where nothing was heard', async () => {
    const api = await startWith();
    const hour = await viewOf(api, '?from=2025-11-25T10:00:00Z&to=2025-11-25T10:30:00Z');
    expect([hour.stepMs, hour.charts.temperatures.indoor_temp?.atMs.at(-1)]).toEqual([
      60_000,
      Date.parse('2025-11-25T10:22:00Z'),
    ]);
    const year = await viewOf(api, '?from=-365d');
    expect([year.stepMs, year.charts.temperatures.indoor_temp?.atMs]).toEqual([
      43_200_000,
      [Date.parse('2025-11-25T00:00:00Z')],
    ]);
    expect([year.figures.compressor?.starts, year.figures.hotWater]).toEqual([null, null]);
    const before = await viewOf(api, '?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z');
    expect([before.charts.temperatures, before.charts.cop.values]).toEqual([{}, []]);
  });

  it('takes the brand as configured, and says what its alarm codes mean', async () => {
    const configured = await viewOf(await startWith(undefined, { env: { HEATPUMP_BRAND: 'ivt' } }));
    expect([configured.brand, configured.alarmTexts['15']]).toEqual(['ivt', 'high pressure switch']);
    const nobodySays = await viewOf(await startWith());
    expect([nobodySays.brand, nobodySays.alarmTexts]).toEqual([undefined, {}]);
  });

  it('reckons a long range in windows that tell work from rest', async () => {
    const api = await startWith();
    const [day, quarter] = [await viewOf(api), await viewOf(api, '?from=-90d')];
    expect(quarter.stepMs).toBe(4 * 3_600_000);
    expect(quarter.charts.cop.values).toHaveLength(1);
    expect(quarter.charts.cop.mean).toBeCloseTo(day.charts.cop.mean!, 0);
    expect(quarter.figures.compressor?.starts).toBeGreaterThan(0);
  });

  it('says that something may be missing', async () => {
    const api = await startWith();
    api.historian.partial = 'The store is away since 12:00';
    expect((await viewOf(api)).partial).toBe('The store is away since 12:00');
  });

  it.each([
    ['heat-pump:nobody', '', 404, 'device.unknown'],
    ['battery:demo', '', 400, 'request.invalid'],
    [pump, '?from=yesterday', 400, 'request.invalid'],
    [pump, '?from=now()&to=-1h', 400, 'request.invalid'],
  ])('refuses %s%s with %d', async (device, query, status, code) => {
    const api = await startWith();
    const answer = await api.get(`/api/v1/devices/${encodeURIComponent(device)}/heat-pump${query}`);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([status, code]);
  });

  it('answers 503 while there is no history', async () => {
    const api = await startApi({ isHistorianAway: true });
    expect((await api.get(`/api/v1/devices/${pump}/heat-pump`)).status).toBe(503);
  });
});
