import {
  batteryReported,
  demoSensorIds,
  deviceRegistered,
  isDemoDevice,
  nativeIdOf,
} from '@kilowatch/contracts';
import { DialectBook } from '@kilowatch/dialects';
import {
  aDeviceEntry,
  eventually,
  RawMqttClient,
  startBroker,
  startWorld,
  type WorldOptions,
} from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { simulatorService } from './simulator-service.js';

const fast = {
  ...{ DEMO: 'on', DEMO_QUIET_MS: '1', DEMO_CELL_MS: '5', DEMO_GAS_MS: '5', DEMO_SENSOR_MS: '5' },
  ...{ DEMO_HEAT_PUMP_MS: '20', DEMO_TICK_MS: '20' },
};
const kindsOfDemo = ['cell:demo', 'gas:demo', 'heat-pump:demo', ...demoSensorIds.map((id) => `sensor:${id}`)];

/** The demo in a hurry, and what is heard of it through the dialects: devices, with their messages. */
async function startFleet(options: WorldOptions = {}) {
  const broker = options.broker ?? (await startBroker());
  const listener = await RawMqttClient.connect(broker);
  const heard = await listener.listen('#');
  const world = await startWorld(simulatorService, { ...options, broker, env: { ...fast, ...options.env } });
  const book = new DialectBook();
  const said = (from = 0) =>
    heard.slice(from).flatMap(({ topic, text }) => {
      const dialect = book.dialectOf(topic);
      const payload = new TextEncoder().encode(text);
      const result = dialect?.reader.read({ topic, payload, receivedAtMs: Date.now(), isRetained: false });
      return result?.kind === 'said' ? result.said.map(({ device }) => device) : [];
    });
  return { ...world, broker, heard, said };
}

/** Long enough for many rounds: the round trips of this many messages. */
const muchLater = async ({ mqtt }: { mqtt: RawMqttClient }) => {
  for (let i = 0; i < 200; i += 1) await mqtt.publish('elsewhere', 'a message');
};

describe('the demo devices that measure', () => {
  it('are one cell, one gas detector, one heat pump and six sensors, each in the words of its make', async () => {
    const { said } = await startFleet();
    await eventually(() => expect([...new Set(said())].sort()).toEqual([...kindsOfDemo].sort()));
    expect(kindsOfDemo.every(isDemoDevice)).toBe(true);
    expect(kindsOfDemo.map(nativeIdOf)).toContain('demo_temp_01');
  });

  it('retain nothing: whoever comes later does not take old values for new ones', async () => {
    const { broker, said, services } = await startFleet();
    await eventually(() => expect(new Set(said()).size).toBe(kindsOfDemo.length));
    await services.close();
    const later = await RawMqttClient.connect(broker);
    const kept = await later.listen('#');
    await eventually(() => expect(kept.length).toBeGreaterThan(0));
    const book = new DialectBook();
    expect(kept.filter(({ topic }) => book.dialectOf(topic))).toEqual([]);
  });

  it('do not flood unasked: with the intervals of the settings a few messages a second', async () => {
    const { heard, mqtt, broker } = await startFleet({ env: { DEMO: 'off' } });
    await muchLater({ mqtt });
    expect(heard.filter(({ topic }) => new DialectBook().dialectOf(topic))).toEqual([]);
    const own = await startWorld(simulatorService, { broker, env: { DEMO: 'on', DEMO_QUIET_MS: '1' } });
    await eventually(() => expect(heard.some(({ topic }) => topic === 'gas/demo/data')).toBe(true));
    await muchLater(own);
    const perSecond = heard.filter(({ topic }) => !topic.startsWith('elsewhere')).length;
    expect(perSecond).toBeLessThan(60); // one round of everybody, the registers of the heat pump among them
  });

  it('publish where the ESP32s have been told to', async () => {
    const { heard } = await startFleet({ env: { MQTT_TOPIC_ESP32: 'house/cells' } });
    await eventually(() => expect(heard.map(({ topic }) => topic)).toContain('house/cells'));
    expect(heard.map(({ topic }) => topic)).not.toContain('esp32/sensor_data');
  });

  it('have faults when they are asked for', async () => {
    const env = { DEMO_FAULTS: 'duplicates', DEMO_FAULT_SHARE: '1' };
    const { heard } = await startFleet({ env });
    const ofGas = () => heard.filter(({ topic }) => topic === 'gas/demo/data').map(({ text }) => text);
    await eventually(() => expect(ofGas().length).toBeGreaterThan(3));
    expect(ofGas()[0]).toBe(ofGas()[1]);
  });

  it('refuse a fault that there is not, with the names of those that there are', async () => {
    await expect(startFleet({ env: { DEMO_FAULTS: 'gremlins' } })).rejects.toThrow(
      /DEMO_FAULTS.*gaps, spikes, stuck, duplicates, clock-jumps/s,
    );
  });
});

describe('when a real device of a kind has spoken', () => {
  const entry = (device: string, isRetired: boolean) => aDeviceEntry({ device, isDemo: true, isRetired });

  it('its demo device falls silent, and the others go on', async () => {
    const fleet = await startFleet();
    const { said, mqtt, heard } = fleet;
    await eventually(() => expect(new Set(said()).size).toBe(kindsOfDemo.length));
    await mqtt.publish(deviceRegistered.topic({ device: 'cell:demo' }), entry('cell:demo', false));
    await muchLater(fleet);
    await mqtt.publish(deviceRegistered.topic({ device: 'cell:demo' }), entry('cell:demo', true));
    await mqtt.publish(deviceRegistered.topic({ device: 'gas:handheld 1' }), entry('gas:handheld 1', true));
    await muchLater(fleet);
    const after = heard.length;
    await muchLater(fleet);
    await eventually(() => expect(new Set(said(after)).size).toBe(kindsOfDemo.length - 1));
    expect(said(after)).not.toContain('cell:demo');
    expect(heard.slice(after).some(({ topic }) => topic === batteryReported.topic({ id: 'demo' }))).toBe(
      true,
    );
  });

  it('its demo device does not even begin', async () => {
    const broker = await startBroker();
    const registry = await RawMqttClient.connect(broker);
    for (const device of kindsOfDemo)
      await registry.publish(deviceRegistered.topic({ device }), entry(device, true), { retain: true });
    const fleet = await startFleet({ broker, env: { DEMO_QUIET_MS: '1000' } });
    await eventually(() =>
      expect(fleet.heard.some(({ topic }) => topic.startsWith('batteries/'))).toBe(true),
    );
    await muchLater(fleet);
    expect(fleet.said()).toEqual([]);
  });
});
