import { deviceRegistered, type DeviceEntry } from '@kilowatch/contracts';
import { aDeviceEntry, aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type Api, startApi } from '../suite/start-api.js';

const register = (api: Api, entry: DeviceEntry): Promise<void> =>
  api.client.publish(deviceRegistered, { device: entry.device }, entry);

const demo = aDeviceEntry({ device: 'battery:demo', isDemo: true });
const readingOf = (device: string, secondsAgo: number, value: number) =>
  aReading({ device, value, atMs: testTimeMs - secondsAgo * 1_000 });

describe('/api/v1/devices/{device}/…', () => {
  it('shows no data of a retired demo device on any route, and still deletes it', async () => {
    const api = await startApi();
    await api.store.append([{ readings: [readingOf('battery:demo', 1, 42)], messages: [] }]);
    const paths = ['latest', 'history?metrics=socPct', 'statistics?metrics=socPct'];
    const statuses = () =>
      Promise.all(paths.map(async (path) => (await api.get(`/api/v1/devices/battery:demo/${path}`)).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    await register(api, { ...demo, isRetired: true });
    await eventually(async () => expect(await statuses()).toEqual([404, 404, 404]));
    const deleted = await api.send('/api/v1/devices/battery:demo/history', { method: 'DELETE' });
    expect(deleted.body).toEqual({ device: 'battery:demo', points: 1, messages: 0 });
  });

  it('deletes no other history', async () => {
    const api = await startApi();
    expect(await api.send('/api/v1/devices/battery:b1/history', { method: 'DELETE' })).toMatchObject({
      status: 409,
      body: { code: 'device.not-demo' },
    });
  });

  it('has the newest reading of each metric, ids percent-encoded or not', async () => {
    const api = await startApi();
    const device = 'gas:handheld 1/ä';
    const readings = [readingOf(device, 2, 1), readingOf(device, 1, 2)];
    await api.store.append([{ readings, messages: [] }]);
    const answer = await api.get(`/api/v1/devices/${encodeURIComponent(device)}/latest`);
    expect(answer).toMatchObject({ status: 200, body: { device, readings: [readings[1]] } });
  });

  it('knows a registered device without data, and the battery without a name', async () => {
    const api = await startApi();
    await register(api, aDeviceEntry());
    for (const device of ['battery:b1', 'battery:default'])
      await eventually(async () =>
        expect(await api.get(`/api/v1/devices/${device}/latest`)).toMatchObject({
          status: 200,
          body: { device, readings: [] },
        }),
      );
  });

  it('pages raw points with the range that was meant by now', async () => {
    const api = await startApi();
    const readings = [3, 2, 1].map((secondsAgo) => readingOf('battery:b1', secondsAgo, secondsAgo));
    await api.store.append([{ readings, messages: [] }]);
    const path = '/api/v1/devices/battery:b1/history?metrics=socPct&limit=2';
    const first = (await api.get(path)).body as { next: string };
    expect(first).toMatchObject({
      points: [{ value: 3 }, { value: 2 }],
      windows: [],
      fromMs: testTimeMs - 3_600_000,
      toMs: testTimeMs + 1,
    });
    const second = await api.get(`${path}&cursor=${first.next}`);
    expect(second.body).toMatchObject({ points: [{ value: 1 }] });
    expect(second.body).not.toHaveProperty('next');
    expect(await api.get(`${path}&cursor=nonsense`)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('sums up windows and ranges', async () => {
    const api = await startApi();
    const readings = [3, 2, 1].map((secondsAgo) => readingOf('battery:b1', secondsAgo, secondsAgo));
    await api.store.append([{ readings, messages: [] }]);
    const history = await api.get('/api/v1/devices/battery:b1/history?metrics=socPct&stepMs=3600000');
    expect(history.body).toMatchObject({
      points: [],
      windows: [{ count: 3, min: 1, max: 3, mean: 2, last: 1 }],
    });
    const statistics = await api.get(
      '/api/v1/devices/battery:b1/statistics?metrics=socPct,voltageV&from=-2s',
    );
    expect(statistics.body).toEqual({
      statistics: [
        { metric: 'socPct', count: 2, min: 1, max: 2, mean: 1.5, last: 1, lastAtMs: testTimeMs - 1_000 },
      ],
      fromMs: testTimeMs - 2_000,
      toMs: testTimeMs + 1,
    });
  });

  it('says 503 when there is no historian', async () => {
    const api = await startApi({ isHistorianAway: true });
    expect(await api.get('/api/v1/devices/battery:default/latest')).toMatchObject({
      status: 503,
      body: { code: 'service.unavailable' },
    });
  });
});
