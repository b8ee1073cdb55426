import { type DeviceEntry, deviceRegistered } from '@kilowatch/contracts';
import { aDeviceEntry, aReading, eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { recordedAtMs, recordedCharts, recordedReadings, toSixDigits } from '../suite/heat-pump-history.js';
import { type Api, type ApiOptions, startApi } from '../suite/start-api.js';

const pump = 'heat-pump:0004A3B1C2D3';
const startWith = async (readings = recordedReadings(), options: ApiOptions = {}): Promise<Api> => {
  const api = await startApi({ now: () => recordedAtMs, ...options });
  await api.store.append([{ readings, messages: [] }]);
  return api;
};
const aPump = (native: string, parts: Partial<DeviceEntry> = {}): DeviceEntry =>
  aDeviceEntry({
    device: `heat-pump:${native}`,
    kind: 'heat-pump',
    isDemo: native.startsWith('demo'),
    ...parts,
  });
const register = async (api: Api, ...pumps: DeviceEntry[]): Promise<void> => {
  for (const pump of pumps) await api.client.publish(deviceRegistered, { device: pump.device }, pump);
  await eventually(async () => {
    const { body } = await api.get('/api/v1/devices');
    expect((body as { devices: unknown[] }).devices).toHaveLength(
      pumps.filter(({ isRetired }) => !isRetired).length,
    );
  });
};
const charts = async (api: Api, range?: string) => {
  const { status, body } = await api.get(`/api/initial-data${range === undefined ? '' : `?range=${range}`}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as Record<'temperature' | 'runtime' | 'cop' | 'config' | 'valve', Record<string, unknown>>;
};

describe('GET /api/initial-data', () => {
  it('answers the recorded charts of the recorded readings', async () => {
    const api = await startWith();
    const { runtime, config, ...others } = await charts(api, '24h');
    expect(toSixDigits(others)).toEqual(toSixDigits(recordedCharts));
    expect(runtime).toEqual({ compressor_percent: 69.6, aux_heater_percent: 26.1, inactive_percent: 4.3 });
    expect(config).toEqual((await api.get('/api/config')).body);
    expect(await charts(api)).toEqual({ runtime, config, ...others });
    expect(api.asked.series).toHaveLength(2 * 3);
  });

  it('cuts the first window where the range begins, and the open one where it ends', async () => {
    const api = await startWith();
    const hour = (await charts(api, '1h')).temperature['timestamps'] as string[];
    expect([hour.length, hour[0]]).toEqual([12, '2025-11-25T10:08:00+00:00']);
    expect((await charts(api, '30m')).valve['timestamps']).toEqual([
      ...['40', '45', '50', '55'].map((minute) => `2025-11-25T10:${minute}:00+00:00`),
      '2025-11-25T11:00:00+00:00',
      '2025-11-25T11:02:30.500000+00:00',
    ]);
    expect((await charts(api, '30d')).temperature['timestamps']).toEqual([
      '2025-11-25T11:00:00+00:00',
      '2025-11-25T11:02:30.500000+00:00',
    ]);
  });

  it('leaves out a window in which something cannot be, and only that of its metric', async () => {
    const atMs = Date.parse('2025-11-25T10:12:31Z');
    const impossible = { indoor_temp: -48.4, hot_water_top: 3_276.7, compressor_status: -1 };
    const readings = Object.entries(impossible).map(([metric, value]) =>
      aReading({ device: pump, metric, atMs, value, quality: 'suspect' }),
    );
    const api = await startWith([...recordedReadings(), ...readings]);
    const { temperature, valve } = await charts(api);
    expect((temperature['indoor_temp'] as unknown[]).slice(0, 4)).toEqual([21, 21.125, null, 21.375]);
    expect((temperature['hot_water_top'] as unknown[]).slice(0, 4)).toEqual([48, 47.875, null, 47.625]);
    expect(valve['compressor_status']).toHaveLength(12);
    expect(temperature['outdoor_temp']).not.toContain(null);
  });

  it('has empty charts where no heat pump has ever said anything', async () => {
    const api = await startApi();
    expect(await charts(api)).toMatchObject({
      cop: { values: [], avg: 0 },
      sankey: { has_data: false },
      config: { brand: 'thermia' },
    });
    expect(api.asked.series).toEqual([]);
  });

  it.each(['1w', '0h', '1000h', '', '24h"', '-1h', '24h)%20|>%20drop()', '1h&range=2h', '%00', '🔥'])(
    'refuses the range %s and says what would be right',
    async (range) => {
      const { status, body } = await (await startApi()).get(`/api/initial-data?range=${range}`);
      expect([status, body]).toEqual([
        400,
        { error: expect.stringContaining('range'), code: 'request.invalid' },
      ]);
    },
  );

  it('answers 500 in words while there is no history', async () => {
    const api = await startApi({ isHistorianAway: true });
    const { status, body } = await api.get('/api/initial-data');
    expect([status, body]).toEqual([500, { error: expect.any(String), code: expect.any(String) }]);
  });

  it('says in a header that something may be missing', async () => {
    const api = await startWith();
    api.historian.partial = 'The store is away since 12:00';
    const { headers } = await api.get('/api/initial-data');
    expect(headers.get('kilowatch-partial')).toBe('The store is away since 12:00');
  });
});

describe('the heat pump that is shown', () => {
  const outdoor = (native: string, value: number) =>
    recordedReadings(`heat-pump:${native}`)
      .filter(({ metric }) => metric === 'outdoor_temp')
      .map((reading) => ({ ...reading, value }));
  const shown = async (api: Api) => ((await charts(api)).temperature['outdoor_temp'] as number[])[0];

  it('is the real one heard last, and a demo until there is one', async () => {
    const readings = [...outdoor('old', 1), ...outdoor('new', 2), ...outdoor('demo', 3)];
    const api = await startWith(readings.filter(({ device }) => device === 'heat-pump:demo'));
    const demo = aPump('demo');
    await register(api, demo);
    expect(await shown(api)).toBe(3);
    await api.store.append([{ readings, messages: [] }]);
    const lastSeenAtMs = demo.lastSeenAtMs + 3_600_000;
    await register(api, { ...demo, isRetired: true }, aPump('old'), aPump('new', { lastSeenAtMs }));
    expect(await shown(api)).toBe(2);
  });

  it('stays the same where several speak, and is none that is ignored', async () => {
    const api = await startWith([...outdoor('a', 1), ...outdoor('b', 2), ...outdoor('c', 3)]);
    const first = aPump('c');
    const { firstSeenAtMs, lastSeenAtMs } = first;
    const later = { firstSeenAtMs: firstSeenAtMs + 1, lastSeenAtMs: lastSeenAtMs + 1 };
    await register(api, aPump('a', { isIgnored: true, firstSeenAtMs: 0 }), aPump('b', later), first);
    expect(await shown(api)).toBe(3);
  });

  it('is one that only the history knows, rather than a demo', async () => {
    const api = await startWith([...outdoor('demo', 1), ...outdoor('from-old-bucket', 2)]);
    await register(api, aPump('demo'));
    expect(await shown(api)).toBe(2);
  });

  it('has the brand that was recognised, else the one that is configured', async () => {
    const env = { HEATPUMP_BRAND: 'nibe', HEATPUMP_BRANDS: '0004a3b1c2d3=ivt' };
    const api = await startApi({ env });
    const brand = async () => ((await api.get('/api/config')).body as { brand: string }).brand;
    expect(await brand()).toBe('nibe');
    await register(api, aPump('0004A3B1C2D3'));
    expect(await brand()).toBe('ivt');
    await api.client.publish(
      deviceRegistered,
      { device: 'heat-pump:0004A3B1C2D3' },
      aPump('0004A3B1C2D3', { brand: 'thermia' }),
    );
    await eventually(async () => expect(await brand()).toBe('thermia'));
  });
});
