import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson, postJson } from './http.js';
import { startProduct } from './product.js';
import { Witness } from './witness.js';

const state = 'batteries/b1/state';
const bad: [name: string, topic: string, payload: Buffer | string, isRetained: boolean][] = [
  ['not JSON', state, '{', false],
  ['wrong shape', state, '{"socPct":"much"}', false],
  ['empty', state, '', false],
  ['1 MB', state, `{"note":"${'x'.repeat(1_000_000)}"}`, false],
  ['a retained command', 'battery/charge', '{"charge":9,"unit":"kW"}', true],
  ['not UTF-8', state, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), false],
];

describe('bad input over MQTT', () => {
  it.each(bad)(
    '%s: quarantined with a reason; the next good message works',
    async (_name, topic, payload, isRetained) => {
      const product = await startProduct({ DEMO: 'off' });
      const device = await Witness.at(product.mqttPort);
      const refusals = async (): Promise<{ origin: string; reason: string }[]> => {
        const { body } = await getJson(`${product.url}/v1/quarantine`);
        return (body as { refusals: { origin: string; reason: string }[] }).refusals;
      };
      await device.publish(topic, payload, { retain: isRetained });
      await device.publish(state, { socPct: 77 });
      await eventually(async () => {
        const { body } = await getJson(`${product.url}/v1/devices/battery%3Ab1/latest`);
        expect(body).toMatchObject({ readings: [{ metric: 'socPct', value: 77 }] });
      });
      await eventually(async () =>
        expect((await refusals()).map(({ origin }) => origin)).toContain(`mqtt:${topic}`),
      );
      expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge: null });
      expect((await postJson(`${product.url}/charge`, { charge: 1 })).status).toBe(200);
    },
  );
});
