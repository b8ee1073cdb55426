import { batteryReported, maxBatchBytes } from '@kilowatch/contracts';
import { isMosquittoOnPath, startMosquitto } from '@kilowatch/messaging/mosquitto';
import {
  aBatteryReport,
  eventually,
  onTestEnd,
  RawMqttClient,
  startBroker,
  startTcpProxy,
} from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const reported = (id: string) => batteryReported.topic({ id });

describe('what arrives while ingest is away', () => {
  it('is taken when it comes back', async () => {
    const world = await startIngest();
    await world.services.close();
    for (const socPct of [1, 2, 3]) await world.mqtt.publish(reported('b1'), { socPct });
    const again = await startIngest(afterwards(world));
    await eventually(() => expect(readingsIn(again).map(({ value }) => value)).toEqual([1, 2, 3]));
  });

  it('is taken once when the connection dies with the message on its way', async () => {
    const broker = await startBroker();
    const proxy = await startTcpProxy(broker);
    const { services } = await startIngest({ broker: proxy });
    const device = await RawMqttClient.connect(broker);
    const telemetry = await device.listen('kw/v1/telemetry/+');
    proxy.hold();
    await device.publish(reported('b1'), { socPct: 33 });
    proxy.cut();
    proxy.heal();
    await eventually(() => expect(services.isReady()).toBe(true));
    await device.publish(reported('b1'), { socPct: 34 });
    const values = () => telemetry.map(({ text }) => /"value":(\d+)/.exec(text)?.[1]);
    await eventually(() => expect(values().at(-1)).toBe('34'));
    expect(values()).toEqual(['33', '34']);
  });

  it('is split into batches below the limit, in order, with ids that rise', async () => {
    const world = await startIngest();
    await world.services.close();
    const padding = 'ü"'.repeat(1_000);
    for (let heartbeat = 0; heartbeat < 150; heartbeat += 1)
      await world.mqtt.publish(reported('b1'), aBatteryReport({ heartbeat, ...{ padding } }));
    const again = await startIngest(afterwards(world));
    await eventually(() => expect(messagesIn(again)).toHaveLength(150));
    expect(again.batches.length).toBeGreaterThan(2);
    for (const { payload } of again.batches) expect(payload.length).toBeLessThan(maxBatchBytes);
    const ids = again.batches.map(({ body }) => body.batch);
    expect(ids).toEqual([...new Set(ids)].sort());
    const heartbeats = messagesIn(again).map(
      ({ body }) => (JSON.parse(body) as { heartbeat: number }).heartbeat,
    );
    expect(heartbeats).toEqual(Array.from({ length: 150 }, (__, heartbeat) => heartbeat));
  });
});

describe('what comes faster than it can be passed on', () => {
  const overMosquitto = isMosquittoOnPath() ? it : it.skip;
  overMosquitto('arrives all of it, once, in order, in batches that overlap', async () => {
    const broker = await startMosquitto();
    onTestEnd(() => broker.close());
    const { services, ...world } = await startIngest({ broker, env: { MQTT_BATCH_MESSAGES: '50' } });
    const device = await RawMqttClient.connect(broker);
    const values = Array.from({ length: 5_000 }, (_, i) => i);
    await Promise.all(values.map((value) => device.publish(sensorTopic(`s${value % 10}`), { value })));
    await eventually(() => expect(messagesIn(world)).toHaveLength(values.length));
    expect(readingsIn(world).map(({ value }) => value)).toEqual(values);
    const batches = world.batches.map(({ body }) => body.batch);
    expect(batches).toEqual([...new Set(batches)].sort());
    expect(services.isReady()).toBe(true);
  });
});
