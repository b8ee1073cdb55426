import { describe, expect, it } from '@jest/globals';
import { aMessage, listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';
import { tasmota } from './tasmota.js';

const { hear, said, reasonOf } = listenerOf(tasmota);
const energy = {
  ...{ TotalStartTime: '2024-01-01T00:00:00', Total: 12.345, Yesterday: 1.2, Today: 0.4, Power: 230 },
  ...{ ApparentPower: 240, ReactivePower: 68, Factor: 0.96, Voltage: 230, Current: 1.04 },
};
const plug = { Time: '2025-01-01T12:00:00', ENERGY: energy };

/** One after the other to the same reader. */
const dialogue = (...messages: readonly (readonly [topic: string, body: unknown])[]) => {
  const reader = tasmota.reader({});
  return messages.map(([topic, body]) => reader.read(aMessage(topic, body)));
};

describe('Tasmota', () => {
  it.each([
    ['tele/plug1/SENSOR', true],
    ['tele/attic/plug1/STATE', true],
    ['tele/plug1/LWT', true],
    ['tele/plug1/INFO1', true],
    ['plug1/tele/SENSOR', true],
    ['tele/plug1/RESULT', false],
    ['stat/plug1/SENSOR', false],
    ['tele/SENSOR', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(tasmota.speaks(topic)).toBe(speaks));

  it('with a meter is a meter; what was yesterday and when it began included', () => {
    expect(said('tele/plug1/SENSOR', plug)).toEqual([
      {
        device: 'meter:plug1',
        measured: [
          { metric: 'energyTotalKwh', value: 12.345 },
          { metric: 'energyYesterdayKwh', value: 1.2 },
          { metric: 'energyTodayKwh', value: 0.4 },
          { metric: 'activePowerW', value: 230 },
          { metric: 'apparentPowerVa', value: 240 },
          { metric: 'reactivePowerVar', value: 68 },
          { metric: 'powerFactor', value: 0.96 },
          { metric: 'voltageV', value: 230 },
          { metric: 'currentA', value: 1.04 },
        ],
      },
    ]);
  });

  it('with several channels numbers them', () => {
    expect(said('tele/t/SENSOR', { ENERGY: { Power: [10, 20], Voltage: 230 } })[0]!.measured).toEqual([
      { metric: 'activePowerW', value: 10, index: '1' },
      { metric: 'activePowerW', value: 20, index: '2' },
      { metric: 'voltageV', value: 230 },
    ]);
  });

  it('with other chips is a sensor; each chip is an index, in the units that the device was told to use', () => {
    const body = {
      AM2301: { Temperature: 70.7, Humidity: 45, DewPoint: 50 },
      BMP280: { Pressure: 750 },
      DS18B20: { Id: '0000', Temperature: null },
      SHT3X: { '0x44': { Temperature: 68 } },
      Switch1: 'ON',
      ...{ TempUnit: 'F', PressureUnit: 'mmHg' },
    };
    expect(said('tele/attic/SENSOR', body)).toEqual([
      {
        device: 'sensor:attic',
        measured: [
          { metric: 'temperatureC', value: 70.7, index: 'AM2301', unit: '°F' },
          { metric: 'humidityPct', value: 45, index: 'AM2301' },
          { metric: 'dewPointC', value: 50, index: 'AM2301', unit: '°F' },
          { metric: 'pressureHpa', value: 750, index: 'BMP280', unit: 'mmHg' },
          { metric: 'temperatureC', value: 68, index: 'SHT3X/0x44', unit: '°F' },
          { metric: 'inputState', value: 1, index: '1' },
        ],
      },
    ]);
  });

  it('has no names from elsewhere: those of every object are as good as others', () => {
    const body = '{"ENERGY":{"constructor":1,"__proto__":2},"A":{"constructor":3,"toString":4}}';
    expect(said('tele/t/SENSOR', body)[0]!.measured).toEqual([
      { metric: 'constructor', value: 1 },
      { metric: 'proto', value: 2 },
      { metric: 'constructor', value: 3, index: 'A' },
      { metric: 'toString', value: 4, index: 'A' },
    ]);
  });

  it('tells its own time only with an offset: without one it is that of a place nobody knows', () => {
    expect(said('tele/t/SENSOR', plug)[0]?.own).toBeUndefined();
    const own = said('tele/t/SENSOR', { ...plug, Time: '2025-01-01T12:00:00+01:00' })[0]?.own;
    expect(own).toMatchObject({ atMs: Date.parse('2025-01-01T11:00:00Z'), ifImpossible: 'receipt' });
  });

  it('says what it is and whether it is there once it is known whether it is a meter', () => {
    const results = dialogue(
      ['tele/t/LWT', 'Online'],
      ['tele/t/INFO1', { Info1: { Module: 'Sonoff Pow', Version: '13.4.0(tasmota)' } }],
      ['tele/t/STATE', { POWER: 'ON' }],
      ['tele/t/SENSOR', { ENERGY: { Power: 1 } }],
      ['tele/t/STATE', { POWER: 'ON', Wifi: { RSSI: 60, Signal: -70 }, UptimeSec: 5 }],
      ['tele/t/LWT', 'Offline'],
    );
    expect(results.slice(0, 3)).toEqual([{ kind: 'nothing' }, { kind: 'nothing' }, { kind: 'nothing' }]);
    expect(results[3]).toMatchObject({
      said: [{ device: 'meter:t', connection: 'online', about: { model: 'Sonoff Pow' } }],
    });
    expect(results[4]).toMatchObject({
      said: [
        {
          device: 'meter:t',
          measured: [
            { metric: 'switchState', value: 1 },
            { metric: 'uptimeS', value: 5 },
            { metric: 'wifiRssiDbm', value: -70 },
            { metric: 'wifiQualityPct', value: 60 },
          ],
        },
      ],
    });
    expect(results[5]).toEqual({
      kind: 'said',
      said: [{ device: 'meter:t', measured: [], connection: 'offline' }],
    });
  });

  it('that says its state twice and measures nothing between is a sensor', () => {
    const state = ['tele/t/STATE', { POWER2: 'OFF' }] as const;
    expect(dialogue(state, state)[1]).toMatchObject({
      said: [{ device: 'sensor:t', measured: [{ metric: 'switchState', index: '2', value: 0 }] }],
    });
  });

  it.each(['meter', 'sensor'])('that the registry has as a %s is that from its first word on', (kind) => {
    const reader = tasmota.reader({ isKnown: (device) => device === `${kind}:t` });
    const device = `${kind}:t`;
    expect(reader.read(aMessage('tele/t/LWT', 'Offline'))).toMatchObject({ said: [{ device }] });
    expect(reader.read(aMessage('tele/t/STATE', { POWER: 'ON' }))).toMatchObject({ said: [{ device }] });
    const withPower = reader.read(aMessage('tele/t/SENSOR', { ENERGY: { Power: 1 } }));
    expect(withPower).toMatchObject({ said: [{ device: 'meter:t' }] });
  });

  it.each([
    ['tele/t/SENSOR', 'no JSON', /not JSON/],
    ['tele/t/SENSOR', '[1]', /JSON object/],
    ['tele/t/SENSOR', '', /JSON object/],
    ['tele/t/SENSOR', '{"ENERGY":{"Power":1e999}}', /finite/],
    ['tele/t/LWT', 'perhaps', /Online or Offline/],
    [`tele/${'x'.repeat(300)}/SENSOR`, plug, /190 characters/],
    ['tele/t/SENSOR', { ENERGY: { Power: Array(300).fill(1) } }, /more than 256 numbers/],
    ['tele/t/SENSOR', { ['x'.repeat(101)]: { Temperature: 1 } }, /index/],
  ])('refuses %s %j in words', (topic, body, words) => expect(reasonOf(topic, body)).toMatch(words));

  it.each([
    ['tele/t/LWT', ''],
    ['tele/t/INFO2', { Info2: { WebServerMode: 'Admin' } }],
    ['tele/t/INFO3', '{}'],
    ['elsewhere', plug],
  ])('makes nothing of %s %j', (topic, body) => expect(hear(topic, body)).toEqual({ kind: 'nothing' }));

  it('answers anything within the contract', () => {
    const topics = ['SENSOR', 'STATE', 'LWT', 'INFO1'].map((part) => `tele/t/${part}`);
    const keys = ['Time', 'ENERGY', 'Power', 'AM2301', 'Temperature', 'TempUnit', 'POWER1', 'Wifi', 'Info1'];
    expectAnswersToAnything(tasmota, { topics, keys });
  });
});
