import {
  deviceChange,
  type DeviceEntry,
  deviceForget,
  deviceRegistered,
  Fault,
  type ShownDevice,
} from '@kilowatch/contracts';
import { aDeviceEntry, answering, aReading, eventually, standIn, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type Api, startApi } from '../suite/start-api.js';

const demo = aDeviceEntry({ device: 'battery:demo', isDemo: true });
const series = [{ metric: 'temperature', unit: '°C', sentUnit: '°F' }];
const sensor = aDeviceEntry({ device: 'sensor:A/1', kind: 'sensor', connection: 'unknown', series });
const path = '/api/v1/devices/sensor%3AA%2F1';

/** The API beside a registry that knows one sensor. */
async function start() {
  const settled: object[] = [];
  const refuseOthers = (device: string): void => {
    if (device !== sensor.device) throw new Fault('device.unknown', `There is no device ${device}`);
  };
  const ingest = standIn(
    'ingest',
    answering(deviceChange, ({ device, settings }) => {
      refuseOthers(device);
      settled.push(settings);
      return { entry: { ...sensor, name: settings.name ?? 'unnamed' } };
    }),
    answering(deviceForget, ({ device }) => {
      refuseOthers(device);
      return { device };
    }),
  );
  const api = await startApi({ beside: [ingest] });
  const patch = (body: unknown, at = path) =>
    api.send(at, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { ...api, settled, patch, forget: (at = path) => api.send(at, { method: 'DELETE' }) };
}

const register = (api: Pick<Api, 'client'>, entry: DeviceEntry): Promise<void> =>
  api.client.publish(deviceRegistered, { device: entry.device }, entry);
const devicesOf = async (api: Pick<Api, 'get'>): Promise<ShownDevice[]> =>
  ((await api.get('/api/v1/devices')).body as { devices: ShownDevice[] }).devices;
const isShown = (api: Pick<Api, 'get'>, ...entries: DeviceEntry[]): Promise<void> =>
  eventually(async () =>
    expect((await devicesOf(api)).map(({ state: _, ...entry }) => entry)).toEqual(entries),
  );

describe('/api/v1/devices', () => {
  it('lists the registry as it changes, without retired demo devices and forgotten ones', async () => {
    const api = await startApi();
    await register(api, aDeviceEntry());
    await register(api, demo);
    await register(api, sensor);
    await isShown(api, aDeviceEntry(), demo, sensor);
    await register(api, { ...demo, isRetired: true });
    await register(api, aDeviceEntry({ connection: 'offline' }));
    await register(api, { ...sensor, isForgotten: true });
    await isShown(api, aDeviceEntry({ connection: 'offline' }));
  });

  it('says whether each is there', async () => {
    const api = await startApi();
    await register(api, aDeviceEntry());
    await register(api, demo);
    await register(api, { ...demo, connection: 'offline' });
    await register(api, { ...sensor, silentSinceMs: testTimeMs, expectedIntervalMs: 1_000 });
    await eventually(async () =>
      expect((await devicesOf(api)).map(({ device, state }) => [device, state])).toEqual([
        ['battery:b1', 'online'],
        ['battery:demo', 'offline'],
        ['sensor:A/1', 'silent'],
      ]),
    );
  });

  it('survives what is no registry entry', async () => {
    const api = await startApi();
    const topic = deviceRegistered.topic({ device: 'battery:b1' });
    for (const payload of ['', 'x', '{}', Buffer.from([0xff])]) await api.mqtt.publish(topic, payload);
    await register(api, aDeviceEntry());
    await isShown(api, aDeviceEntry());
  });
});

describe('/api/v1/devices/{device}', () => {
  it('answers one device, but no retired one and none that was never seen', async () => {
    const api = await startApi();
    await register(api, { ...demo, isRetired: true });
    await register(api, sensor);
    await isShown(api, sensor);
    expect(await api.get(path)).toMatchObject({ status: 200, body: { ...sensor, state: 'online' } });
    for (const other of ['battery:demo', 'sensor:none'])
      expect(await api.get(`/api/v1/devices/${other}`)).toMatchObject({
        status: 404,
        body: { code: 'device.unknown' },
      });
    expect(await api.get('/api/v1/devices/nothing')).toMatchObject({ status: 400 });
  });

  it('takes down what a person says, and shows it from then on', async () => {
    const api = await start();
    const settings = { name: 'North', group: null, thresholds: { temperature: { warningAbove: 30 } } };
    const answer = await api.patch(settings);
    expect(answer).toMatchObject({
      status: 200,
      body: { device: sensor.device, name: 'North', state: 'online' },
    });
    expect(api.settled).toEqual([settings]);
    expect((await api.get(path)).body).toEqual(answer.body);
  });

  it.each([
    ['an empty name', { name: '' }, /name/],
    ['a key that is none', { colour: 'green' }, /colour/],
    ['a brand that is none', { brand: 'acme' }, /brand/],
    ['a day that is none', { calibratedOn: '2026-02-30' }, /calibratedOn/],
    ['a threshold that is none', { thresholds: { temperature: { above: 1 } } }, /above/],
    ['a list', [], /object/],
  ])('refuses %s, and says which', async (_, settings, words) => {
    const { patch, settled } = await start();
    const { status, body } = await patch(settings);
    expect([status, (body as { error: string }).error]).toEqual([400, expect.stringMatching(words)]);
    expect(settled).toEqual([]);
  });

  it('forgets a device', async () => {
    const api = await start();
    await register(api, sensor);
    await isShown(api, sensor);
    expect(await api.forget()).toMatchObject({ status: 200, body: { device: sensor.device } });
    expect(await devicesOf(api)).toEqual([]);
  });

  it('passes on that there is no such device, and says 503 where no registry is', async () => {
    const { patch, forget } = await start();
    const other = '/api/v1/devices/sensor:none';
    expect([(await patch({ name: 'x' }, other)).status, (await forget(other)).status]).toEqual([404, 404]);
    const lonely = await startApi();
    expect(await lonely.send(path, { method: 'DELETE' })).toMatchObject({
      status: 503,
      body: { code: 'service.unavailable' },
    });
  });

  it('gives series of the history the unit that the registry says', async () => {
    const api = await startApi();
    await register(api, sensor);
    await isShown(api, sensor);
    const readings = [
      aReading({ device: sensor.device, metric: 'temperature', value: 23.5, atMs: testTimeMs - 1_000 }),
    ];
    await api.store.append([{ readings, messages: [] }]);
    for (const step of ['raw', '1m']) {
      const { body } = await api.get(
        `/api/v1/history?devices=sensor:A%2F1&metrics=temperature&from=-1h&step=${step}`,
      );
      expect(body).toMatchObject({ series: [{ metric: 'temperature', unit: '°C' }] });
    }
  });
});
