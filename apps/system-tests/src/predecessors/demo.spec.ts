import { describe, expect, it } from '@jest/globals';
import { getJson, postJson } from '../http.js';
import { startStandalone } from '../product.js';
import { eventually } from '@kilowatch/testing';
import { Page } from './page.js';

const fast = { DEMO_CELL_MS: '100', DEMO_GAS_MS: '100', DEMO_SENSOR_MS: '100', DEMO_HEAT_PUMP_MS: '100' };

describe('the demo devices on the pages of the predecessors', () => {
  it('are heard and shown until the first real device of the kind speaks, then never again', async () => {
    const product = await startStandalone({ ...fast, PAGES_GRAPH_UPDATE_MS: '500' });
    const { url } = product;
    const page = Page.open(url, '4.5.4');
    for (const event of ['new_data', 'update_data', 'sensor_update', 'graph_update']) await page.hears(event);
    type Row = { device_id: string };
    const shown = async () => {
      const { body } = await getJson(`${url}/api/latest`);
      return (body as { data?: Row }).data?.device_id;
    };
    await eventually(async () => expect(await shown()).toBe('demo'));

    await postJson(`${url}/sensor_data`, { device_id: 'ESP32_01', voltage: 3.7 });
    await page.hears<Row>('new_data', ({ device_id }) => device_id === 'ESP32_01');
    const soFar = page.bodies('new_data').length;
    await eventually(async () => expect(await shown()).toBe('ESP32_01'));
    const gases = page.bodies('update_data').length;
    await eventually(() => expect(page.bodies('update_data').length).toBeGreaterThan(gases + 3));
    expect(page.bodies('new_data')).toHaveLength(soFar);

    await product.stop('SIGTERM');
    const again = await product.again();
    const later = Page.open(again.url, '4.7.2');
    await later.hears<Row>('update_data', ({ device_id }) => device_id.startsWith('demo'));
    later.say('request_latest');
    expect(await later.hears<Row>('new_data')).toMatchObject({ device_id: 'ESP32_01' });
    expect(later.bodies('new_data')).toHaveLength(1);
  }, 40_000);
});
