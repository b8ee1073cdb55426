import { expect, it } from '@jest/globals';
import { serviceName } from '@kilowatch/contracts';
import { getJson, postJson } from './http.js';
import { inServicesMode, startServices } from './product.js';
import { Witness } from './witness.js';

const command = { charge: 9, unit: 'kW' };

inServicesMode('accounts of the broker', () => {
  it('let a battery speak for itself only, and command nobody', async () => {
    const product = await startServices({ DEMO: 'off' });
    const onlooker = await product.observer('battery/#', 'batteries/#', 'kw/#');
    const battery = await product.battery('b1');
    await battery.publish('battery/charge', command);
    await battery.publish('battery/discharge', { discharge: 9, unit: 'kW' });
    await battery.publish('batteries/b2/state', { socPct: 13 });
    await battery.publish('batteries/b2/cmd/ack', { socPct: 13 });
    await battery.publish('batteries/b1/cmd', command);
    await battery.publish('kw/v1/telemetry/ingest', { socPct: 13 });
    await battery.publish('kw/v1/services/historian/status', 'offline');
    await battery.publish('batteries/b1/state', { socPct: 14 });
    await onlooker.sees(({ topic }) => topic.startsWith('kw/v1/telemetry/'));
    // A broker of one thread has decided on the others before it took the last of the same client.
    const fromBattery = onlooker.seen.filter(
      ({ topic }) => !/^kw\/v1\/(telemetry|state|devices|services)\//.test(topic),
    );
    expect(fromBattery.map(({ topic }) => topic)).toEqual(['batteries/b1/state']);
    expect(onlooker.seen.filter(({ text }) => text === 'offline')).toEqual([]);
    expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge: null, discharge: null });
    const { body } = await getJson(`${product.url}/api/v1/devices`);
    expect((body as { devices: { device: string }[] }).devices.map(({ device }) => device)).toEqual([
      'battery:b1',
    ]);
  }, 30_000);

  it('let a battery hear its own commands only', async () => {
    const product = await startServices({ DEMO: 'off' });
    const b1 = await product.battery('b1');
    const b2 = await product.broker.battery('b2', '#');
    await b1.publish('batteries/b1/state', { socPct: 14 });
    expect((await postJson(`${product.url}/charge`, { charge: 3 })).status).toBe(200);
    await b2.sees(({ topic }) => topic === 'battery/charge');
    expect(b2.seen.map(({ topic }) => topic)).toEqual(['battery/charge']);
  }, 30_000);

  it('are needed', async () => {
    const product = await startServices({ DEMO: 'off' });
    const { port } = product.broker;
    await expect(Witness.at({ port })).rejects.toThrow(/not authorized/i);
    const wrong = { port, username: 'mqtt-publisher', password: 'guessed' };
    await expect(Witness.at(wrong)).rejects.toThrow(/not authorized/i);
  }, 30_000);

  it('let no service but mqtt-publisher write what commands a battery', async () => {
    const product = await startServices({ DEMO: 'off' });
    const onlooker = await product.observer('battery/#', 'batteries/#');
    const topics = ['battery/charge', 'battery/discharge', 'batteries/b1/cmd'];
    for (const name of serviceName.options.toSorted((a) => (a === 'mqtt-publisher' ? 1 : -1))) {
      const client = await Witness.at(await product.broker.accessOfService(name));
      for (const topic of topics) await client.publish(topic, { from: name });
    }
    await onlooker.sees(({ topic }) => topic === topics.at(-1));
    const said = onlooker.seen.map(({ topic, text }) => [topic, text]);
    expect(said).toEqual(topics.map((topic) => [topic, '{"from":"mqtt-publisher"}']));
  }, 30_000);
});
