import { expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson, postJson } from './http.js';
import { inBothModes } from './product.js';

const state = 'batteries/b1/state';
const bad: [name: string, payload: Buffer | string][] = [
  ['not JSON', '{'],
  ['wrong shape', '{"socPct":"much"}'],
  ['empty', ''],
  ['1 MB', `{"note":"${'x'.repeat(1_000_000)}"}`],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
];

inBothModes('bad input over MQTT', (start) => {
  it('is quarantined with a reason, each kind of it, and the next good message works', async () => {
    const product = await start({ DEMO: 'off' });
    const device = await product.battery('b1');
    let socPct = 50;
    for (const [name, payload] of bad) {
      await device.publish(state, payload);
      await device.publish(state, { socPct: ++socPct });
      await eventually(async () => {
        const { body } = await getJson(`${product.url}/api/v1/devices/battery%3Ab1/latest`);
        expect([name, body]).toMatchObject([name, { readings: [{ metric: 'socPct', value: socPct }] }]);
      });
    }
    await eventually(async () => {
      const { body } = await getJson(`${product.url}/api/v1/quarantine`);
      const { refusals } = body as { refusals: { origin: string; reason: string }[] };
      expect(refusals.map(({ origin }) => origin)).toEqual(bad.map(() => `mqtt:${state}`));
      for (const { reason } of refusals) expect(reason).toMatch(/\w/);
    });
    expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge: null });
    expect((await postJson(`${product.url}/charge`, { charge: 1 })).status).toBe(200);
  }, 30_000);
});
