import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson } from '../http.js';
import { inBothModes } from '../product.js';
import { ask } from './asked.js';
import { clientVersions, Page } from './page.js';
import { Recording } from './recorded.js';

const recording = new Recording('gas-meter');
const reported = recording.one({ http: 'POST /receive-json', status: 200 });
const extended = recording.one({ mqtt: 'gas/{deviceId}/data', case: 'v2' }).payload as {
  sensors: object[];
};
const { sensors } = reported.req as { sensors: object[] };
const entity = {
  pct: 90,
  device_id: 'handheld 1',
  system_time: expect.any(Number),
  system_datetime: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
  sensors,
};

inBothModes('the gas meter', (start) => {
  it('finds its routes, its event and its topic', async () => {
    const product = await start({ DEMO: 'off', PAGES_GAS_HEARTBEAT_MS: '200' });
    const { url } = product;
    const early = Page.open(url, '4.5.4');
    await early.hears('status');
    for (const at of ['/get-last-entity', '/get-data-from-timestamp?system_time=0'])
      expect(await getJson(url + at)).toMatchObject({ status: 404, body: { error: 'No data found' } });

    const refused = recording.all.filter(
      ({ http, status, req, body }) => http === 'POST /receive-json' && status === 400 && (req ?? body),
    );
    for (const post of refused) expect(await ask(url, post)).toMatchObject({ status: 400, body: post.res });
    const before = Math.floor(Date.now() / 1_000);
    const { status, body } = await ask(url, reported);
    expect([status, body]).toEqual([200, { received: reported.req, system_time: expect.any(Number) }]);
    expect((body as { system_time: number }).system_time).toBeGreaterThanOrEqual(before);

    expect(await early.hears('update_data')).toEqual(entity);
    for (const version of clientVersions)
      expect(await Page.open(url, version).hears('update_data')).toEqual(entity);
    await eventually(() => expect(early.bodies('update_data').length).toBeGreaterThan(2));
    await eventually(async () =>
      expect(await getJson(`${url}/get-last-entity`)).toEqual({ status: 200, body: entity }),
    );
    const since = `${url}/get-data-from-timestamp?system_time=`;
    for (const from of [0, before])
      expect(await getJson(since + from)).toEqual({ status: 200, body: [entity] });
    for (const from of ['', 'abc', '1.5'])
      expect(await getJson(since + from)).toMatchObject({
        status: 400,
        body: { error: 'System time parameter is required' },
      });
    expect(await getJson(`${since}4102444800`)).toMatchObject({
      status: 404,
      body: { error: 'No data found for the provided system time' },
    });
    const { body: series } = await getJson(`${url}/api/v1/devices/gas%3Ahandheld%201/latest`);
    const { readings } = series as { readings: { metric: string; index?: string; value: number }[] };
    const gases = readings.filter(({ metric }) => metric === 'concentrationPpm');
    expect(Object.fromEntries(gases.map(({ index, value }) => [index, value]))).toEqual({
      'CH4/0': 200,
      'CO/0': 1280,
      'CO/1': 726,
      'CO/2': 3856,
    });

    const device = await product.battery('handheld-1');
    await device.publish('gas/handheld-1/data', extended);
    const said = await early.hears<{ device_id: string }>(
      'update_data',
      ({ device_id }) => device_id === 'handheld-1',
    );
    expect(said).toMatchObject({ pct: 90, sensors: extended.sensors });
  }, 40_000);
});
