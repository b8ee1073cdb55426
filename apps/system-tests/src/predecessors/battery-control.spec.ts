import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson } from '../http.js';
import { inBothModes } from '../product.js';
import { ask } from './asked.js';
import { type Recorded, Recording } from './recorded.js';

const recording = new Recording('battery-control');
const nothingYet = recording.one({ http: 'GET /livedata', case: 'nothing yet' });
const posts = recording.all.filter(({ http, req }) => http?.startsWith('POST') && req);
const commands = posts.filter((post) => 'publishes' in post) as (Recorded & {
  publishes: { topic: string; qos: number; retain: boolean; payload: object };
})[];

inBothModes('the battery control', (start) => {
  it('finds its routes and its topics', async () => {
    const product = await start({ DEMO: 'off' });
    const { url } = product;
    const idle = { ...(nothingYet.res as object), value: null }; // a key of one of its revisions
    expect(await getJson(`${url}/livedata`)).toEqual({ status: 200, body: idle });
    const witness = await product.observer('battery/#');
    for (const post of posts)
      expect(await ask(url, post)).toMatchObject({ status: post.status, body: post.res as object });
    const older = { ...recording.one({ http: 'POST /writeCharge', status: 200 }), http: 'POST /write' };
    expect(await ask(url, older)).toMatchObject({ status: 200, body: older.res as object });
    for (const { publishes } of commands) {
      const { text, retain } = await witness.sees(({ topic }) => topic === publishes.topic);
      expect(retain).toBe(false);
      expect(JSON.parse(text)).toEqual({
        ...publishes.payload,
        timestamp: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
      });
    }
    await eventually(async () => {
      const { body } = await getJson(`${url}/livedata`);
      expect(body).toMatchObject({ charge: 10, discharge: 10, unit: 'kW' });
    });
    await eventually(async () => {
      const { body } = await getJson(`${url}/read?begin=2025-01-01T00:00:00Z&end=2025-01-02T00:00:00Z`);
      const [first] = recording.one({ http: 'GET /read?begin=-1h&end=now()' }).res as object[];
      expect(body).toEqual([first]);
    });
  }, 40_000);
});
