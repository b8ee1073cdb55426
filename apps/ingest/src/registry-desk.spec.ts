import {
  batteryReported,
  deviceChange,
  type DeviceEntry,
  deviceForget,
  deviceState,
} from '@kilowatch/contracts';
import { aBatteryReport, eventually, RawMqttClient } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, type IngestWorld, messagesIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const device = 'sensor:temp_01';
const topic = sensorTopic('temp_01');

const change = (world: IngestWorld, settings: object, named = device) =>
  world.client.request(deviceChange, {}, { device: named, settings });
const forget = (world: IngestWorld, named = device) =>
  world.client.request(deviceForget, {}, { device: named });
const newest = ({ entries }: IngestWorld, named = device): DeviceEntry | undefined =>
  entries.findLast(({ body }) => body.device === named)?.body;

/** A world in which the sensor has spoken. */
async function startHeard() {
  const world = await startIngest();
  await world.mqtt.publish(topic, { value: 74.3, unit: '°F', location: 'Room A' });
  await eventually(() => expect(world.states).toHaveLength(1));
  return world;
}

describe('the registry', () => {
  it('knows how a device speaks, what it measures and in which unit', async () => {
    const world = await startHeard();
    expect(newest(world)).toMatchObject({
      ...{ dialect: 'sensors', location: 'Room A' },
      series: [{ metric: 'temperature', unit: '°C', sentUnit: '°F' }],
    });
    expect(world.states[0]?.body.metrics['temperature']?.value).toBe(23.5);
  });

  it('knows what a battery measures', async () => {
    const world = await startIngest();
    await world.mqtt.publish(batteryReported.topic({ id: 'b1' }), aBatteryReport());
    await eventually(() => expect(world.states).toHaveLength(1));
    expect(newest(world, 'battery:b1')).toMatchObject({ dialect: 'batteries' });
    expect(newest(world, 'battery:b1')?.series).toContainEqual({ metric: 'socPct', unit: '%' });
  });

  it('takes down what a person says, answers it, tells everybody, and knows it after a restart', async () => {
    const world = await startHeard();
    const settings = { name: 'North', thresholds: { temperature: { warningAbove: 30 } } };
    const { entry } = await change(world, settings);
    expect(entry).toMatchObject({ ...settings, dialect: 'sensors' });
    await eventually(() => expect(newest(world)).toEqual(entry));
    expect((await change(world, { name: null })).entry).not.toHaveProperty('name');

    await world.services.close();
    const again = await startIngest(afterwards(world));
    await eventually(() => expect(newest(again)).toMatchObject({ thresholds: settings.thresholds }));
  });

  it('knows when a device was calibrated and is due, over a restart too, until it is not calibrated any more', async () => {
    const world = await startHeard();
    const record = { calibratedOn: '2026-03-12', calibrationDueOn: '2027-03-12', calibrationNote: 'J. Berg' };
    const { entry } = await change(world, { calibration: 'calibrated', ...record });
    expect(entry).toMatchObject(record);
    await expect(change(world, { calibrationDueOn: '2026-03-11' })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('calibrationDueOn 2026-03-11 must be later'),
    });

    await world.services.close();
    const again = await startIngest(afterwards(world));
    await eventually(() => expect(newest(again)).toMatchObject(record));
    const { entry: after } = await change(again, { calibration: 'uncalibrated' });
    expect(Object.keys(after).filter((key) => key in record)).toEqual([]);
  });

  it('answers a fault for a device that nobody knows, and for a brand of what is no heat pump', async () => {
    const world = await startHeard();
    for (const answer of [change(world, { name: 'x' }, 'sensor:none'), forget(world, 'sensor:none')])
      await expect(answer).rejects.toMatchObject({ code: 'device.unknown', message: /sensor:none/ });
    await expect(change(world, { brand: 'nibe' })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('heat pump'),
    });
  });
});

describe('an ignored device', () => {
  it('is dropped and counted, and none of it stored, until it is heard again', async () => {
    const world = await startHeard();
    await change(world, { isIgnored: true });
    await eventually(() => expect(world.states.at(-1)?.body.metrics).toEqual({}));
    await world.mqtt.publish(topic, { value: 1, type: 'humidity' });
    await world.mqtt.publish(sensorTopic('other'), { value: 2 });
    await eventually(() => expect(messagesIn(world).at(-1)?.device).toBe('sensor:other'));
    expect(messagesIn(world)).toHaveLength(2);
    expect(newest(world)?.series).toHaveLength(1);

    await change(world, { isIgnored: false });
    await world.mqtt.publish(topic, { value: 3 });
    await eventually(() => expect(messagesIn(world)).toHaveLength(3));
    expect(messagesIn(world).at(-1)).toMatchObject({ device, body: '{"value":3}' });
  });

  it('is told that its numbered messages have come, so that it does not send them for ever', async () => {
    const world = await startHeard();
    await change(world, { isIgnored: true });
    await world.mqtt.publish(topic, { value: 1, boot: 'x', seq: 5, keptFrom: 5 });
    await eventually(() =>
      expect(world.batches.at(-1)?.body).toMatchObject({ messages: [], sequences: [{ device, seq: 5 }] }),
    );
  });
});

describe('a forgotten device', () => {
  it('is said to be forgotten, has no state left, and stays away after a restart', async () => {
    const world = await startHeard();
    await forget(world);
    await eventually(() => expect(newest(world)).toMatchObject({ device, isForgotten: true }));
    await expect(forget(world)).rejects.toMatchObject({ code: 'device.unknown' });

    await world.services.close();
    const again = await startIngest(afterwards(world));
    await again.mqtt.publish(sensorTopic('other'), { value: 2 });
    await eventually(() => expect(messagesIn(again)).toHaveLength(1));
    expect(again.entries.filter(({ body }) => !body.isForgotten).map(({ body }) => body.device)).toEqual([
      'sensor:other',
    ]);
    const late = await RawMqttClient.connect(again.broker);
    const states = await late.hear(deviceState);
    await eventually(() =>
      expect(states.find(({ body }) => body.device === device)?.body.metrics).toEqual({}),
    );
  });

  it('is new when it speaks again', async () => {
    const world = await startHeard();
    await change(world, { name: 'North' });
    await forget(world);
    await world.mqtt.publish(topic, { value: 3 });
    await eventually(() => expect(world.states.at(-1)?.body.metrics['temperature']?.value).toBe(3));
    await eventually(() => expect(newest(world)).toMatchObject({ device, dialect: 'sensors' }));
    expect(newest(world)).not.toHaveProperty('isForgotten');
    expect(newest(world)).not.toHaveProperty('name');
  });
});
