import { expect, it } from '@jest/globals';
import type { SensorRow } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { getJson } from '../http.js';
import { inBothModes } from '../product.js';
import { clientVersions, Page } from './page.js';
import { Recording } from './recorded.js';

const recording = new Recording('iot-sensors');
const topic = 'sensors/temp_01/temperature';
const full = recording.one({ mqtt: topic }).payload as object;
const dropped = (recording.one({ case: 'dropped' }) as { payloads?: unknown[] }).payloads!;
const minimal = recording.one({ case: 'minimal' }) as { payload?: object; parsed?: object };
const row = (recording.one({ event: 'sensor_update' }).payload ?? {}) as SensorRow;
const isOf = (id: string) => (said: { sensor_id: unknown }) => said.sensor_id === id;

inBothModes('the IoT sensors', (start) => {
  it('find their topics, routes and events', async () => {
    const product = await start({ DEMO: 'off' });
    const { url } = product;
    const pages = clientVersions.map((version) => Page.open(url, version));
    const greeting = recording.one({ event: 'status' }).payload;
    for (const page of pages) expect(await page.hears('status')).toEqual(greeting);
    expect(await getJson(`${url}/health`)).toEqual({ status: 200, body: { status: 'healthy' } });
    expect(await getJson(`${url}/nope`)).toMatchObject({
      status: 404,
      body: { error: 'Resource not found' },
    });
    expect(await getJson(`${url}/api/sensors`)).toEqual({ status: 200, body: { sensors: [] } });

    const sensor = await product.battery('temp_01');
    for (const payload of dropped)
      await sensor.publish(topic, typeof payload === 'string' ? payload : (payload as object));
    const nowIso = `${new Date().toISOString().slice(0, 19)}Z`;
    await sensor.publish(topic, { ...full, timestamp: nowIso });
    const second = await product.battery('temp_02');
    await second.publish('sensors/temp_02/humidity', minimal.payload!);
    const now = { ...row, timestamp: nowIso.replace('Z', '+00:00') };
    for (const page of pages) {
      expect(await page.hears('sensor_update', isOf('temp_01'))).toEqual(now);
      expect(await page.hears('sensor_update', isOf('temp_02'))).toMatchObject(minimal.parsed!);
      expect(page.bodies('sensor_update')).toHaveLength(2);
    }

    const readings = `${url}/api/sensors/temp_01/readings`;
    await eventually(async () => {
      expect(await getJson(`${readings}?hours=24`)).toEqual({ status: 200, body: { readings: [now] } });
    });
    expect((await getJson(`${readings}?hours=0`)).body).toEqual({ readings: [] });
    expect((await getJson(`${url}/api/sensors/unknown/readings`)).body).toEqual({ readings: [] });
    const stats = {
      ...{ sensor_id: 'temp_01', count: 1, min_value: 23.5, max_value: 23.5, avg_value: 23.5 },
    };
    const known = {
      ...stats,
      last_reading: now.timestamp,
      sensor_type: 'temperature',
      unit: '°C',
      location: 'Room A',
    };
    await eventually(async () => {
      const { body } = await getJson(`${url}/api/sensors`);
      expect(body).toMatchObject({ sensors: [known, { sensor_id: 'temp_02' }] });
    });

    for (const page of pages) {
      page.say('request_sensor_data', recording.one({ event: 'request_sensor_data' }).payload);
      expect(await page.hears('sensor_history')).toEqual({ sensor_id: 'temp_01', readings: [now] });
      page.say('request_all_stats');
      expect(await page.hears('sensor_stats')).toMatchObject({ sensors: [known, { sensor_id: 'temp_02' }] });
      page.say('request_sensor_data', null);
      expect(await page.hears('error')).toEqual({ message: 'Failed to retrieve sensor data' });
    }
    await eventually(async () => {
      const { body } = await getJson(`${url}/api/v1/quarantine`);
      const { refusals } = body as { refusals: { origin: string }[] };
      expect(refusals.filter(({ origin }) => origin === `mqtt:${topic}`)).toHaveLength(dropped.length);
    });
  }, 40_000);
});
