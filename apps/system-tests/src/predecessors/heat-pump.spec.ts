import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson } from '../http.js';
import { inBothModes } from '../product.js';
import { clientVersions, Page } from './page.js';
import { Recording } from './recorded.js';

const recording = new Recording('heat-pump');
const blocks = ['cop', 'temperature', 'runtime', 'sankey', 'performance', 'power', 'valve'];
const gateway = '0004A3B1C2D3';
/** Outdoor, indoor, radiator forward and return, compressor. */
const registers = { '0007': 2.1, '0008': 21.3, '0002': 35.5, '0001': 30.2, '1A01': 1 };

const utc = /^20\d\d-\d\d-\d\dT[\d:.]+\+00:00$/;

inBothModes('the heat pump', (start) => {
  it('finds its routes and events, each page with its own range', async () => {
    const product = await start({ DEMO: 'off', PAGES_GRAPH_UPDATE_MS: '500', HEATPUMP_BRAND: 'thermia' });
    const { url } = product;
    const pages = clientVersions.map((version) => Page.open(url, version));
    const greeting = recording.one({ event: 'connection_status' }).payload;
    for (const page of pages) expect(await page.hears('connection_status')).toEqual(greeting);
    const config = recording.one({ http: 'GET /api/config' }).res;
    expect(await getJson(`${url}/api/config`)).toMatchObject({ status: 200, body: config as object });

    const device = await product.battery(gateway);
    for (const [register, value] of Object.entries(registers))
      await device.publish(`${gateway}/HP/${register}`, String(value));
    const initial = `${url}/api/initial-data`;
    await eventually(async () => {
      const { status, body } = await getJson(`${initial}?range=24h`);
      expect([status, Object.keys(body as object).sort()]).toEqual([200, [...blocks, 'config'].sort()]);
      expect(body).toMatchObject({
        temperature: { indoor_temp: [21.3], outdoor_temp: [2.1] },
        config: { brand: 'thermia' },
        cop: { values: [], avg: 0 },
        sankey: { has_data: false, links: { length: 3 } },
      });
    });
    expect(await getJson(`${initial}?range=24h")%20|>`)).toMatchObject({ status: 400, body: { error: /./ } });

    const [page, other] = pages as [Page, Page];
    type Graphs = { timestamp: string; temperature: { timestamps: unknown[] } };
    for (const one of pages) {
      one.say('request_update', { range: '1h' });
      const graphs = await one.hears<Graphs>(
        'graph_update',
        ({ temperature }) => temperature.timestamps.length > 0,
      );
      expect(Object.keys(graphs).sort()).toEqual([...blocks, 'timestamp'].sort());
      expect(graphs.timestamp).toMatch(utc);
      one.say('ping');
      expect(await one.hears('pong')).toEqual({ timestamp: expect.stringMatching(utc) });
    }
    page.say('change_time_range', { range: '7d' });
    const before = [page, other].map((one) => one.bodies('graph_update').length);
    await eventually(() => {
      for (const [i, one] of [page, other].entries())
        expect(one.bodies('graph_update').length).toBeGreaterThan(before[i]! + 1);
    });
    page.say('change_time_range', { range: '1w' });
    expect(await page.hears('error')).toEqual({ message: expect.stringContaining('range') });
  }, 40_000);
});
