import { describe, expect, it } from '@jest/globals';
import { aMessage, listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';
import { zigbee2mqtt } from './zigbee2mqtt.js';

const { hear, said, reasonOf } = listenerOf(zigbee2mqtt);
const bridgeDevices = [
  { type: 'Coordinator', friendly_name: 'Coordinator', definition: null },
  {
    ...{ type: 'EndDevice', friendly_name: 'cellar/gas' },
    definition: {
      ...{ vendor: 'Tuya', model: 'TS0601' },
      exposes: [
        { type: 'numeric', property: 'voltage', unit: 'mV' },
        { type: 'light', features: [{ property: 'voc', unit: 'ppb' }] },
      ],
    },
  },
  { type: 'Router', friendly_name: 'cellar', definition: { vendor: 'X', model: 'Y', exposes: [] } },
];

/** After the bridge has named its devices. */
const withList = (list: unknown = bridgeDevices) => {
  const reader = zigbee2mqtt.reader({});
  reader.read(aMessage('zigbee2mqtt/bridge/devices', list, { isRetained: true }));
  return (topic: string, body: unknown) => reader.read(aMessage(topic, body));
};

describe('Zigbee2MQTT', () => {
  it('says a flat object; truth values count, texts and objects do not', () => {
    const body = { gas: false, battery: 98, linkquality: 120, action: 'single', update: { state: 'idle' } };
    expect(said('zigbee2mqtt/cellar/gas', body)).toEqual([
      {
        device: 'sensor:cellar/gas',
        measured: [
          { metric: 'gas', value: 0 },
          { metric: 'batteryPct', value: 98 },
          { metric: 'linkQuality', value: 120 },
        ],
      },
    ]);
  });

  it('has our names for what it measures, its own in camel case for the rest', () => {
    const body = {
      ...{ temperature: 21.5, humidity: 40, pressure: 1013, illuminance_lux: 5, co2: 600, pm25: 3 },
      ...{
        power: 12,
        energy: 1.5,
        current: 0.05,
        power_factor: 0.9,
        ac_frequency: 50,
        device_temperature: 30,
      },
      ...{ battery_low: true, water_leak: false, state: 'ON', state_l1: 'OFF' },
    };
    const named = said('zigbee2mqtt/x', body)[0]!.measured.map((m) => [m.metric, m.index, m.value]);
    expect(named).toEqual([
      ['temperatureC', undefined, 21.5],
      ['humidityPct', undefined, 40],
      ['pressureHpa', undefined, 1013],
      ['illuminanceLux', undefined, 5],
      ['co2Ppm', undefined, 600],
      ['pm25UgM3', undefined, 3],
      ['activePowerW', undefined, 12],
      ['energyTotalKwh', undefined, 1.5],
      ['currentA', undefined, 0.05],
      ['powerFactor', undefined, 0.9],
      ['frequencyHz', undefined, 50],
      ['deviceTemperatureC', undefined, 30],
      ['batteryLow', undefined, 1],
      ['waterLeak', undefined, 0],
      ['switchState', undefined, 1],
      ['switchState', 'l1', 0],
    ]);
  });

  it.each([
    [3_000, 'mV'],
    [230.4, undefined],
  ])('of a voltage of %d knows that it is in %s', (voltage, unit) => {
    const measured = said('zigbee2mqtt/x', { voltage })[0]?.measured;
    expect(measured).toEqual([{ metric: 'voltageV', value: voltage, ...(unit && { unit }) }]);
  });

  it.each([[{ state: 'online' }], ['online']])('takes its availability from %j', (body) => {
    expect(said('zigbee2mqtt/cellar/gas/availability', body)).toEqual([
      { device: 'sensor:cellar/gas', measured: [], connection: 'online' },
    ]);
  });

  it('uses its time of last seeing for what is retained, where it tells how old that is', () => {
    const body = { temperature: 1, last_seen: '2026-03-01T11:00:00Z' };
    const read = (isRetained: boolean) =>
      zigbee2mqtt.reader({}).read(aMessage('zigbee2mqtt/x', body, { isRetained }));
    expect(read(true)).toMatchObject({ said: [{ own: { atMs: Date.parse('2026-03-01T11:00:00Z') } }] });
    expect(read(false)).toEqual({
      kind: 'said',
      said: [{ device: 'sensor:x', measured: [{ metric: 'temperatureC', value: 1 }] }],
    });
  });

  it('knows units and models from the list of the bridge, and says the model once', () => {
    const read = withList();
    const first = read('zigbee2mqtt/cellar/gas', { voltage: 900, voc: 7 });
    expect(first).toEqual({
      kind: 'said',
      said: [
        {
          device: 'sensor:cellar/gas',
          measured: [
            { metric: 'voltageV', value: 900, unit: 'mV' },
            { metric: 'voc', value: 7, unit: 'ppb' },
          ],
          about: { model: 'Tuya TS0601' },
        },
      ],
    });
    expect(JSON.stringify(read('zigbee2mqtt/cellar/gas', { voc: 7 }))).not.toContain('about');
  });

  it('takes a topic for an attribute where the bridge names no such device, and leaves groups alone', () => {
    const read = withList();
    expect(read('zigbee2mqtt/cellar/gas/temperature', '21.5')).toMatchObject({
      said: [{ device: 'sensor:cellar/gas', measured: [{ metric: 'temperatureC', value: 21.5 }] }],
    });
    expect(read('zigbee2mqtt/cellar/humidity', '40')).toMatchObject({ said: [{ device: 'sensor:cellar' }] });
    expect(read('zigbee2mqtt/all lights', { state: 'ON' })).toEqual({ kind: 'nothing' });
  });

  it.each([[[]], ['no list'], [Array(2_001).fill({ friendly_name: 'x' })]])(
    'hears everybody where the list of the bridge is of no use',
    (list) => expect(withList(list)('zigbee2mqtt/y', { temperature: 1 })).toMatchObject({ kind: 'said' }),
  );

  it.each(['bridge/state', 'bridge/logging', 'x/set', 'x/get', 'x/set/brightness'])(
    'makes nothing of %s',
    (name) => expect(hear(`zigbee2mqtt/${name}`, { state: 'ON' })).toEqual({ kind: 'nothing' }),
  );

  it.each([
    ['x', '[]', /JSON object/],
    ['x', 'on', /not JSON/],
    ['x', '{"temperature":1e999}', /finite/],
    ['x/availability', 'perhaps', /online or offline/],
    ['x'.repeat(200), {}, /190 characters/],
  ])('refuses %s %j in words', (name, body, words) =>
    expect(reasonOf(`zigbee2mqtt/${name}`, body)).toMatch(words),
  );

  it('answers anything within the contract', () => {
    const topics = ['x', 'a/b', 'x/availability', 'bridge/devices'].map((name) => `zigbee2mqtt/${name}`);
    const keys = ['temperature', 'voltage', 'state', 'state_l1', 'last_seen', 'friendly_name', 'definition'];
    expectAnswersToAnything(zigbee2mqtt, { topics, keys });
  });
});
