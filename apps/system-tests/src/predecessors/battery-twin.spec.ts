import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson } from '../http.js';
import { inBothModes } from '../product.js';
import { ask } from './asked.js';
import { clientVersions, Page } from './page.js';
import { Recording } from './recorded.js';

const recording = new Recording('battery-twin');
const reported = recording.one({ http: 'POST /sensor_data', status: 200 });
const aliased = recording.one({ http: 'POST /data' });
const later = recording.one({ mqtt: 'esp32/sensor_data', case: 'later key set' }).payload as object;

const utc = expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+\+00:00$/);
const { device_id, voltage, current_ma, temperature, acs_current_a, wifi_rssi } = reported.req as Record<
  string,
  unknown
>;
const row = { device_id, voltage, current_ma, temperature, acs_current_a, wifi_rssi };
const aRow = (power_mw: number) => ({
  ...row,
  power_mw: expect.closeTo(power_mw, 6),
  timestamp: utc,
  id: expect.any(Number),
});

inBothModes('the battery twin', (start) => {
  it('finds its routes, its events and its topic', async () => {
    const product = await start({ DEMO: 'off' });
    const { url } = product;
    const pages = clientVersions.map((version) => Page.open(url, version));
    const greeting = recording.one({ event: 'response' }).payload;
    for (const page of pages) expect(await page.hears('response')).toEqual(greeting);
    const empty = recording.one({ http: 'GET /api/stats', case: 'empty' });
    expect(await getJson(`${url}/api/stats`)).toEqual({ status: 200, body: empty.res });
    expect((await getJson(`${url}/api/latest`)).body).toEqual({ success: false, message: 'No data found' });
    expect((await getJson(`${url}/api/history`)).body).toEqual([]);

    const posts = recording.all.filter(({ http }) => http?.startsWith('POST'));
    for (const post of posts) {
      const isRefused = post.status === 400; // our code may stand beside the error
      const body = isRefused ? expect.objectContaining(post.res as object) : post.res;
      expect(await ask(url, post)).toEqual({ status: post.status, body });
    }
    for (const page of pages) {
      await page.hears<object>('new_data', (body) => 'bus_voltage' in body);
      expect(page.bodies('new_data')).toEqual([reported.req, aliased.req]);
    }

    await eventually(async () => {
      const { body } = await getJson(`${url}/api/history?limit=100`);
      expect(body).toEqual([aRow(555.85), aRow(556.85)]);
    });
    const { body } = await getJson(`${url}/api/stats`);
    const shape = recording.one({ http: 'GET /api/stats' }).res as object;
    expect(Object.keys(body as object).sort()).toEqual(Object.keys(shape).sort());
    expect(body).toMatchObject({ total_readings: 2, voltage_avg: 3.7, power_max: expect.closeTo(556.85, 6) });
    const latest = { success: true, data: aRow(556.85) };
    await eventually(async () => expect((await getJson(`${url}/api/latest`)).body).toEqual(latest));
    for (const page of pages) {
      page.say('request_latest');
      expect(await page.hears<object>('new_data', (said) => 'id' in said)).toEqual(latest.data);
    }

    const device = await product.battery('ESP32_01');
    await device.publish('esp32/sensor_data', later);
    for (const page of pages)
      expect(await page.hears<object>('new_data', (said) => 'humidity' in said)).toEqual(later);
    await eventually(async () => {
      expect((await getJson(`${url}/api/latest`)).body).toMatchObject({
        data: { power_mw: 556.85, soc_percent: 72 },
      });
    });
  }, 40_000);
});
