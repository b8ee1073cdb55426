import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { predecessorAsked, type PredecessorQuestion } from '@kilowatch/contracts';
import { aDeviceEntry, aReading, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { keep, register, sent } from '../suite/originals.js';
import { type Api, startApi } from '../suite/start-api.js';

const ask = async ({ client }: Api, question: PredecessorQuestion): Promise<unknown> => {
  const { deflated } = await client.request(predecessorAsked, {}, { question });
  return JSON.parse(inflateRawSync(Buffer.from(deflated, 'base64')).toString()) as unknown;
};
const source = 'mqtt:sensors/temp_01/temperature';

describe('what the sockets of the monitoring predecessors ask', () => {
  it('has no answer where there is nothing', async () => {
    const api = await startApi();
    expect(await ask(api, { of: 'cell-latest' })).toBeNull();
    expect(await ask(api, { of: 'gas-latest' })).toBeNull();
    expect(await ask(api, { of: 'sensor-readings', sensorId: 'x', hours: 1 })).toEqual({ readings: [] });
    expect(await ask(api, { of: 'sensor-stats' })).toEqual({ sensors: [] });
  });

  it('is answered as over HTTP', async () => {
    const api = await startApi();
    await keep(api, sent('cell:c1', { voltage: 3.7 }), sent('gas:g1', { pct: 90, id: 'g1' }));
    await keep(api, sent('sensor:temp_01', { value: 23.5 }, { source, secondsAgo: 1_200 }));
    await keep(api, sent('sensor:temp_01', { value: 23.6 }, { source, secondsAgo: 2_400 }));
    await register(api, aDeviceEntry({ device: 'sensor:temp_01', kind: 'sensor', dialect: 'sensors' }));
    const reading = aReading({ device: 'sensor:temp_01', metric: 'temperature', atMs: testTimeMs - 1 });
    await api.store.append([{ readings: [reading], messages: [] }]);
    const over = async (path: string) => (await api.get(path)).body;
    expect({ success: true, data: await ask(api, { of: 'cell-latest' }) }).toEqual(await over('/api/latest'));
    expect(await ask(api, { of: 'gas-latest' })).toEqual(await over('/get-last-entity'));
    expect(await ask(api, { of: 'sensor-stats' })).toEqual(await over('/api/sensors'));
    const readings = await ask(api, { of: 'sensor-readings', sensorId: 'temp_01', hours: 1 });
    expect(readings).toEqual(await over('/api/sensors/temp_01/readings?hours=1'));
    expect(readings).toMatchObject({ readings: [{ value: 23.6 }, { value: 23.5 }] });
    const fewer = await ask(api, { of: 'sensor-readings', sensorId: 'temp_01', hours: 0.5 });
    expect(fewer).toMatchObject({ readings: [{ value: 23.5 }] });
  });

  it('is answered with as many of the newest readings as fit into a message', async () => {
    const api = await startApi();
    const messages = Array.from({ length: 1_500 }, (_, i) =>
      sent('sensor:temp_01', { value: i, metadata: randomBytes(600).toString('hex') }, { source }),
    );
    await keep(api, ...messages);
    const answer = await ask(api, { of: 'sensor-readings', sensorId: 'temp_01', hours: 1 });
    const { readings } = answer as { readings: { value: number }[] };
    expect(readings.length).toBeGreaterThan(100);
    expect(readings.map(({ value }) => value)).toEqual(readings.map((_, i) => 1_500 - readings.length + i));
  });
});
