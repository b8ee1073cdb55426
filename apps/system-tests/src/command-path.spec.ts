import { controlApiService } from '@kilowatch/control-api';
import { mqttPublisherService } from '@kilowatch/mqtt-publisher';
import { eventually, startBroker, startTcpProxy, startWorld } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { getJson, postJson } from './http.js';
import { inBothModes } from './product.js';
import { Witness } from './witness.js';

const chargesOf = (witness: Witness): number[] =>
  witness.seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge);

/** control-api on a good line, mqtt-publisher behind a network that fails when told, or when it is about to publish. */
async function startBehindProxy() {
  const broker = await startBroker();
  const network = await startTcpProxy(broker);
  const line = { isAboutToFail: false };
  const now = () => {
    if (line.isAboutToFail) network.hold(); // asked for the time of the command, right before it is published
    return Date.now();
  };
  const env = { MQTT_PUBLISH_DEADLINE_MS: '1000', BATTERY_RATED_KW: '15' };
  const publisher = await startWorld(mqttPublisherService, { broker: network, env, now });
  const { url } = await startWorld(controlApiService, { broker, env });
  const witness = await Witness.at({ port: broker.port }, 'battery/#');
  const charge = (kilowatts: number) => postJson(`${url}/charge`, { charge: kilowatts });
  return { network, line, witness, charge, publisher };
}

inBothModes('a command from HTTP to the device', (start) => {
  it('is on the broker when the 200 comes, and in every answer that is asked for afterwards', async () => {
    const product = await start({ DEMO: 'off' });
    const witness = await product.observer('battery/#');
    for (const charge of [1, 2, 3, 4, 5]) {
      expect(await postJson(`${product.url}/charge`, { charge })).toMatchObject({ status: 200 });
      expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge });
      expect((await getJson(`${product.url}/read`)).body).toHaveLength(charge);
    }
    await eventually(() => expect(chargesOf(witness)).toEqual([1, 2, 3, 4, 5]));
    expect(witness.seen[0]).toMatchObject({ topic: 'battery/charge', qos: 1, retain: false });
    expect(witness.seen[0]!.text).toMatch(/^\{"charge":1,"unit":"kW","timestamp":"[\d-]+T[\d:]+\.\d{3}Z"\}$/);
  });
});

describe('a command over a bad network', () => {
  it('answers 500 when nothing confirms it, and is not delivered when the network heals', async () => {
    const { network, line, witness, charge, publisher } = await startBehindProxy();
    expect(await charge(1)).toMatchObject({ status: 200 });
    line.isAboutToFail = true;
    expect(await charge(2)).toMatchObject({
      status: 500,
      body: {
        error: 'The command was not confirmed; it may have reached the broker',
        code: 'publish.not-confirmed',
      },
    });
    line.isAboutToFail = false;
    network.heal();
    await eventually(() => expect(publisher.services.isReady()).toBe(true));
    await eventually(async () => expect(await charge(3)).toMatchObject({ status: 200 }));
    await eventually(() => expect(chargesOf(witness)).toEqual([1, 3]));
  });

  it('answers 500 at once when the publisher has no broker, and is not delivered when the network heals', async () => {
    const { network, witness, charge, publisher } = await startBehindProxy();
    network.hold();
    network.cut();
    await eventually(async () => expect(await charge(1)).toMatchObject({ status: 500 }));
    const startedAt = performance.now();
    expect(await charge(2)).toMatchObject({ status: 500, body: { code: 'service.unavailable' } });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    network.heal();
    await eventually(() => expect(publisher.services.isReady()).toBe(true));
    await eventually(async () => expect(await charge(3)).toMatchObject({ status: 200 }));
    await eventually(() => expect(chargesOf(witness)).toEqual([3]));
  });

  it('says what is wrong when there is no broker at all', async () => {
    const broker = await startBroker();
    const network = await startTcpProxy(broker);
    const { url } = await startWorld([controlApiService, mqttPublisherService], { broker: network });
    await network.close();
    await eventually(async () =>
      expect(await postJson(`${url}/charge`, { charge: 1 })).toMatchObject({
        status: 500,
        body: {
          error: expect.stringContaining('Not connected to the MQTT broker'),
          code: 'broker.disconnected',
        },
      }),
    );
  });
});
