import { cellTopic, type Quality, serviceDetailsChanged } from '@kilowatch/contracts';
import { eventually, RawMqttClient, startBroker } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, type IngestWorld, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const said = (world: Pick<IngestWorld, 'batches'>) =>
  readingsIn(world).map(({ device, metric, value, quality }) =>
    [device, metric, value, quality].filter((each) => each !== undefined),
  );

/** What the service says of itself. */
const figuresOf = async ({ mqtt }: Pick<IngestWorld, 'mqtt'>) => {
  const told = await mqtt.hear(serviceDetailsChanged);
  return () => told.filter(({ body }) => body.service === 'ingest').at(-1)?.body.figures;
};

describe('what devices say in words of their own', () => {
  it.each<[string, string, string, [string, string, number, Quality?]]>([
    ['an ESP32', cellTopic, '{"device_id":"c1","current_ma":1500}', ['cell:c1', 'currentA', 1.5]],
    ['plain numbers', 'values/cellar/temperature', '21.5', ['sensor:cellar', 'temperature', 21.5]],
    ['Fahrenheit', sensorTopic('a'), '{"value":74.3,"unit":"°F"}', ['sensor:a', 'temperature', 23.5]],
    ['line protocol', 'influx/x', 'cpu,host=h load=0.5', ['sensor:h', 'cpu_load', 0.5]],
    [
      'a sensor that is not there',
      sensorTopic('a'),
      '{"value":-127,"unit":"°C"}',
      ['sensor:a', 'temperature', -127, 'missing'],
    ],
  ])('is read by its dialect: %s', async (_, topic, payload, expected) => {
    const world = await startIngest();
    await world.mqtt.publish(topic, payload);
    await eventually(() => expect(said(world)).toEqual([expected]));
    expect(messagesIn(world)).toMatchObject([
      { source: `mqtt:${topic}`, device: expected[0], body: payload },
    ]);
  });

  it('has one original, whoever of several devices it speaks of', async () => {
    const world = await startIngest();
    await world.mqtt.publish('influx/x', 'cpu,host=h1 load=1\ncpu,host=h2 load=2');
    await eventually(() =>
      expect(said(world)).toEqual([
        ['sensor:h1', 'cpu_load', 1],
        ['sensor:h2', 'cpu_load', 2],
      ]),
    );
    expect(messagesIn(world).map(({ device }) => device)).toEqual(['sensor:h1']);
  });

  it('is counted and let go of where nobody knows the words, and where nothing is measured', async () => {
    const world = await startIngest({ env: { DETAILS_MS: '10' } });
    const figures = await figuresOf(world);
    for (const topic of ['zigbee2mqtt/bridge/logging', 'tele/x/y', 'x/HP/y/z'])
      await world.mqtt.publish(topic, 'hello');
    await eventually(() =>
      expect(figures()).toMatchObject({ messagesOnUnknownTopics: 2, messagesWithoutMeasurement: 1 }),
    );
    expect((await world.quarantine()).total).toBe(0);
  });

  it('is kept while ingest is away, on every session', async () => {
    const world = await startIngest();
    await world.services.close();
    await world.mqtt.publish(sensorTopic('a'), { value: 1 });
    await world.mqtt.publish('values/b/x', '2');
    await world.mqtt.publish('weather/sensor/outside/state', '3');
    const again = await startIngest(afterwards(world));
    await eventually(() =>
      expect(
        readingsIn(again)
          .map(({ value }) => value)
          .sort(),
      ).toEqual([1, 2, 3]),
    );
  });

  it('is stale where it was retained and has no time', async () => {
    const broker = await startBroker();
    const device = await RawMqttClient.connect(broker);
    await device.publish('tele/plug/SENSOR', '{"AM2301":{"Temperature":20}}', { retain: true });
    const world = await startIngest({ broker });
    await eventually(() => expect(readingsIn(world)).toMatchObject([{ quality: 'stale' }]));
  });
});

describe('topics that have moved', () => {
  it('are heard where they are, and no longer where they were', async () => {
    const env = {
      ...{ MQTT_TOPICS: 'home/+/+, site/#', MQTT_TOPIC_ESP32: 'my/esp' },
      ...{ MQTT_TOPICS_LINE_PROTOCOL: 'lines', MQTT_TOPICS_VALUES: 'numbers/+' },
    };
    const world = await startIngest({ env });
    for (const [topic, payload] of [
      [sensorTopic('gone'), '{"value":0}'],
      ['home/a/temperature', '{"value":1}'],
      ['site/b/humidity/x', '{"value":2}'],
      ['my/esp', '{"voltage":3}'],
      ['lines', 'm,host=h f=4'],
      ['numbers/c', '{"f":5}'],
    ] as const)
      await world.mqtt.publish(topic, payload);
    await eventually(() => expect(said(world)).toHaveLength(5));
    const bySource = new Map(messagesIn(world).map(({ source, device }) => [source.slice(5), device]));
    expect(Object.fromEntries(bySource)).toEqual({
      'home/a/temperature': 'sensor:a',
      'site/b/humidity/x': 'sensor:b',
      'my/esp': 'cell:ESP32_01',
      lines: 'sensor:h',
      'numbers/c': 'sensor:c',
    });
  });

  it('are spoken by the dialect that was named, whatever else they look like, and heard once', async () => {
    const world = await startIngest({ env: { MQTT_TOPICS: 'tele/+/+' } });
    await world.mqtt.publish('tele/plug/SENSOR', '{"value":1}');
    await world.mqtt.publish('values/b/x', '2');
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    expect(said(world)).toContainEqual(['sensor:plug', 'SENSOR', 1]);
  });

  it('of some dialects only are listened to, where those are named', async () => {
    const world = await startIngest({
      env: { MQTT_DIALECTS: 'plain-values, sensors', DETAILS_MS: '10' },
    });
    const figures = await figuresOf(world);
    await world.mqtt.publish('influx/x', 'cpu,host=h load=0.5');
    await world.mqtt.publish('values/b/x', '2');
    await eventually(() => expect(said(world)).toEqual([['sensor:b', 'x', 2]]));
    await eventually(() => expect(figures()).toMatchObject({ messagesOnUnknownTopics: 1 }));
  });

  it.each([
    [{ MQTT_TOPICS: 'home+/x' }, /MQTT_TOPICS/],
    [{ MQTT_TOPICS: '#' }, /MQTT_TOPICS/],
    [{ MQTT_TOPIC_ESP32: 'a/#' }, /MQTT_TOPIC_ESP32/],
    [{ MQTT_DIALECTS: 'tasmotta' }, /MQTT_DIALECTS.*tasmota/],
  ])('make sense: not %j', async (env, words) => {
    await expect(startIngest({ env })).rejects.toThrow(words);
  });
});
