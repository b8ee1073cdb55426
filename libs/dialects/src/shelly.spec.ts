import { describe, expect, it } from '@jest/globals';
import { shellyGen1 } from './shelly-gen1.js';
import { shellyGen2 } from './shelly-gen2.js';
import { kindOfShelly } from './shelly-names.js';
import { aMessage, listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const plug = 'shellyplus1pm-a1b2c3';

describe('the name of a Shelly from the factory', () => {
  it.each([
    [plug, 'meter'],
    ['shellyplug-s-DE1E58', 'meter'],
    ['shellyem3-A4E57CBAF001', 'meter'],
    ['shellypro3em-ec62608c9c00', 'meter'],
    ['shellyswitch25-B91B28', 'meter'],
    ['shellyht-6DE10B', 'sensor'],
    ['shellyplusht-6de10b000000', 'sensor'],
    ['shellyflood-6DE10B', 'sensor'],
    ['pump', undefined],
    ['shelly-in-the-hall', undefined],
  ])('%s: %s', (name, kind) => expect(kindOfShelly(name)).toBe(kind));
});

describe('Shelly, first generation', () => {
  const { hear, said, reasonOf } = listenerOf(shellyGen1);

  it.each([
    ['relay/0', 'on', { metric: 'switchState', value: 1 }],
    ['relay/1', 'off', { metric: 'switchState', value: 0, index: '1' }],
    ['relay/0/power', '120.5', { metric: 'activePowerW', value: 120.5 }],
    ['relay/0/energy', '6000', { metric: 'energyTotalKwh', value: 6000, unit: 'Wmin' }],
    ['emeter/2/voltage', '231.2', { metric: 'voltageV', value: 231.2, index: '2' }],
    ['emeter/0/total', '12345.6', { metric: 'energyTotalKwh', value: 12345.6, unit: 'Wh' }],
    ['emeter/0/total_returned', '3', { metric: 'energyExportedKwh', value: 3, unit: 'Wh' }],
    ['temperature', '45.1', { metric: 'deviceTemperatureC', value: 45.1 }],
    ['ext_temperature/0', '21.1', { metric: 'temperatureC', value: 21.1 }],
    ['overtemperature', '0', { metric: 'overtemperature', value: 0 }],
  ])('says on %s that %s', (path, text, measured) => {
    const device = 'meter:shellyplug-s-DE1E58';
    expect(said(`shellies/shellyplug-s-DE1E58/${path}`, text)).toEqual([{ device, measured: [measured] }]);
  });

  it.each([
    ['sensor/temperature', '21.4', 'temperatureC', 21.4],
    ['sensor/flood', 'true', 'waterLeak', 1],
    ['sensor/state', 'close', 'isOpen', 0],
    ['sensor/battery', '88', 'batteryPct', 88],
  ])('with its own name is a sensor where it says %s', (path, text, metric, value) => {
    expect(said(`shellies/bath/${path}`, text)).toEqual([
      { device: 'sensor:bath', measured: [{ metric, value }] },
    ]);
  });

  it('with its own name is a meter from its first power on; the state before that is not taken for a sensor', () => {
    const reader = shellyGen1.reader({});
    const read = (path: string, text: string) => reader.read(aMessage(`shellies/pump/${path}`, text));
    const early = [read('online', 'true'), read('relay/0', 'on'), read('temperature', '30')];
    expect(early.every(({ kind }) => kind === 'nothing')).toBe(true);
    expect(read('relay/0/power', '5')).toEqual({
      kind: 'said',
      said: [
        {
          device: 'meter:pump',
          measured: [{ metric: 'activePowerW', value: 5 }],
          connection: 'online',
        },
      ],
    });
    expect(read('relay/0', 'off')).toMatchObject({ said: [{ device: 'meter:pump' }] });
    expect(read('online', 'false')).toMatchObject({
      said: [{ device: 'meter:pump', connection: 'offline' }],
    });
  });

  it('without power is a sensor the second time it says the same', () => {
    const reader = shellyGen1.reader({});
    const read = () => reader.read(aMessage('shellies/door/relay/0', 'on'));
    expect([read().kind, read().kind]).toEqual(['nothing', 'said']);
  });

  it('announces its model', () => {
    expect(said('shellies/announce', { id: 'shellyht-6DE10B', model: 'SHHT-1' })).toEqual([
      { device: 'sensor:shellyht-6DE10B', measured: [], about: { model: 'SHHT-1' } },
    ]);
  });

  it.each(['relay/0/command', 'info', 'input_event/0', 'longpush/0', 'temperature_f'])(
    'makes nothing of %s',
    (path) => expect(hear(`shellies/x/${path}`, '7')).toEqual({ kind: 'nothing' }),
  );

  it.each([
    ['relay/0/power', 'lots', /must be a number/],
    ['relay/0/power', '1e999', /must be a number/],
    ['online', 'perhaps', /true or false/],
  ])('refuses %s %s in words', (path, text, words) =>
    expect(reasonOf(`shellies/x/${path}`, text)).toMatch(words),
  );

  it('answers anything within the contract', () => {
    const topics = ['x/relay/0', 'x/relay/0/power', 'x/online', 'announce', 'x/sensor/lux'];
    const keys = ['id', 'model'];
    expectAnswersToAnything(shellyGen1, { topics: topics.map((topic) => `shellies/${topic}`), keys });
  });
});

describe('Shelly, second generation', () => {
  const { hear, said, reasonOf } = listenerOf(shellyGen2);
  const notified = (params: unknown, method = 'NotifyStatus') => ({
    ...{ src: plug, dst: `${plug}/events`, method, params },
  });

  it.each([
    [`${plug}/events/rpc`, true],
    ['my/own/prefix/status/switch:0', true],
    [`${plug}/online`, true],
    [`${plug}/status/unheard:0`, false],
    [`${plug}/status/switch:x`, false],
    ['x/rpc', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(shellyGen2.speaks(topic)).toBe(speaks));

  it('notifies of what has changed, at its own time', () => {
    const params = { ts: 1735732800.12, 'switch:0': { id: 0, apower: 120.5 } };
    expect(said(`${plug}/events/rpc`, notified(params))).toEqual([
      {
        device: `meter:${plug}`,
        measured: [{ metric: 'activePowerW', value: 120.5 }],
        own: {
          ...{ atMs: 1_735_732_800_120, restUs: 0, key: 'ts', asSent: '1735732800.12' },
          ifImpossible: 'receipt',
        },
      },
    ]);
  });

  it('says a whole component on a topic of its own', () => {
    const body = {
      ...{
        id: 1,
        source: 'init',
        output: true,
        apower: 8.9,
        voltage: 237.5,
        current: 0.1,
        freq: 50,
        pf: 0.9,
      },
      aenergy: { total: 6532.1, by_minute: [45.2, 47.1, 88.4], minute_ts: 1626935779 },
      temperature: { tC: 23.5, tF: 74.4 },
    };
    expect(said('hall/status/switch:1', body)).toEqual([
      {
        device: 'meter:hall',
        measured: [
          { metric: 'switchState', value: 1, index: '1' },
          { metric: 'activePowerW', value: 8.9, index: '1' },
          { metric: 'voltageV', value: 237.5, index: '1' },
          { metric: 'currentA', value: 0.1, index: '1' },
          { metric: 'frequencyHz', value: 50, index: '1' },
          { metric: 'powerFactor', value: 0.9, index: '1' },
          { metric: 'energyTotalKwh', value: 6532.1, unit: 'Wh', index: '1' },
          { metric: 'deviceTemperatureC', value: 23.5, index: '1' },
        ],
      },
    ]);
  });

  it('with three phases has one index for each', () => {
    const em = { id: 0, a_act_power: 1, b_voltage: 230, c_current: 2, n_current: null, total_act_power: 3 };
    const emdata = { total_act: 4000, c_total_act_energy: 5 };
    expect(said('m/events/rpc', notified({ 'em:0': em, 'emdata:0': emdata }))[0]).toEqual({
      device: 'meter:m',
      measured: [
        { metric: 'activePowerW', value: 1, index: 'L1' },
        { metric: 'voltageV', value: 230, index: 'L2' },
        { metric: 'currentA', value: 2, index: 'L3' },
        { metric: 'activePowerW', value: 3 },
        { metric: 'energyTotalKwh', value: 4000, unit: 'Wh' },
        { metric: 'energyTotalKwh', value: 5, unit: 'Wh', index: 'L3' },
      ],
    });
  });

  it('with a thermometer is a sensor', () => {
    const params = {
      ...{ 'temperature:0': { tC: 21.3, tF: 70.3 }, 'humidity:0': { rh: 54.5 }, wifi: { rssi: -60 } },
      'devicepower:0': { battery: { V: 5.1, percent: 77 } },
    };
    expect(said('bath/events/rpc', notified(params, 'NotifyFullStatus'))[0]).toEqual({
      device: 'sensor:bath',
      measured: [
        { metric: 'temperatureC', value: 21.3 },
        { metric: 'humidityPct', value: 54.5 },
        { metric: 'wifiRssiDbm', value: -60 },
        { metric: 'batteryPct', value: 77 },
      ],
    });
  });

  it.each([
    ['true', 'online'],
    ['false', 'offline'],
  ])('is there by its last will: %s', (text, connection) => {
    expect(said(`${plug}/online`, text)).toEqual([{ device: `meter:${plug}`, measured: [], connection }]);
  });

  it.each([
    [`${plug}/events/rpc`, notified({ events: [] }, 'NotifyEvent')],
    [`${plug}/events/rpc`, notified({ sys: { uptime: 1 } })],
    [`${plug}/online`, '17'],
    [`${plug}/status/switch:0`, ''],
  ])('makes nothing of %s %j', (topic, body) => expect(hear(topic, body)).toEqual({ kind: 'nothing' }));

  it.each([
    [`${plug}/events/rpc`, notified(7), /"params", a JSON object/],
    [`${plug}/events/rpc`, '[]', /JSON object/],
    [`${plug}/status/switch:0`, 'on', /not JSON/],
    [`${plug}/status/switch:0`, '{"apower":1e999}', /finite/],
  ])('refuses %s %j in words', (topic, body, words) => expect(reasonOf(topic, body)).toMatch(words));

  it('answers anything within the contract', () => {
    const topics = ['events/rpc', 'status/switch:0', 'status/em:0', 'online'].map((end) => `x/${end}`);
    const keys = ['method', 'params', 'ts', 'switch:0', 'apower', 'aenergy', 'total', 'temperature:0', 'tC'];
    expectAnswersToAnything(shellyGen2, { topics, keys });
    expectAnswersToAnything(shellyGen2, { topics: [`${plug}/status/em:0`], keys: ['a_act_power', 'pf'] });
  });
});
