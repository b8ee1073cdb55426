import { describe, expect, it } from '@jest/globals';
import { listenerOf } from '../suite/a-message.js';
import { expectAnswersToAnything } from '../suite/any-input.js';
import { thermiq } from './thermiq.js';

const topic = 'ThermIQ/ThermIQ-mqtt/data';
const sample = {
  Client_Name: 'ThermIQ_001122334455',
  app_info: 'ThermIQ-mqtt 1.01',
  reason: 'T',
  ...{ r00: -3, r01: 21, r02: 4, r03: 20, r04: 0, r05: 38, r06: 31, r07: 48, r08: 0, r09: 3 },
  ...{ r0d: 0, r10: 7, r11: 0, r19: -60, r68: 12_345 },
  timestamp: 1_547_341_140,
  rssi: -61,
};

describe('thermiq', () => {
  const { said, hear, reasonOf } = listenerOf(thermiq);
  const valuesOf = (body: object) =>
    Object.fromEntries(said(topic, body)[0]!.measured.map(({ metric, value }) => [metric, value]));

  it('reads the registers of a Thermia', () => {
    expect(valuesOf(sample)).toEqual({
      ...{ outdoor_temp: -3, indoor_temp: 21.4, room_temp_setpoint: 20 },
      ...{ radiator_forward: 38, radiator_return: 31, hot_water_top: 48 },
      ...{ brine_in_evaporator: 3, brine_out_condenser: 0, degree_minutes: -60, compressor_runtime: 12_345 },
      ...{ brine_pump_status: 1, compressor_status: 1, radiator_pump_status: 1 },
      ...{ switch_valve_status: 0, aux_1_status: 0, additional_heat_percent: 0, alarm_status: 0 },
    });
  });

  it('is of the device that its node is called after, at the time in it', () => {
    expect(said(topic, sample)).toMatchObject([
      {
        device: 'heat-pump:ThermIQ-mqtt',
        own: { atMs: 1_547_341_140_000, key: 'timestamp', ifImpossible: 'receipt' },
        about: { brand: 'thermia', model: 'ThermIQ-mqtt 1.01' },
      },
    ]);
    expect(said(topic, { r00: 1, timestamp: 'soon' })[0]?.own).toBeUndefined();
  });

  it.each<[object, string, number]>([
    [{ r01: 21, r02: 7 }, 'indoor_temp', 21.7],
    [{ r01: 21 }, 'indoor_temp', 21],
    [{ r01: -3, r02: -4 }, 'indoor_temp', -3.4],
    [{ d000: -3 }, 'outdoor_temp', -3],
    [{ d13: 2 }, 'additional_heat_percent', 66.667],
    [{ r0D: 3 }, 'additional_heat_percent', 100],
    [{ r0d: 1 }, 'additional_heat_percent', 33.333],
    [{ r00: 65_533 }, 'outdoor_temp', -3],
    [{ r00: '-3' }, 'outdoor_temp', -3],
    [{ r10: 8 }, 'switch_valve_status', 1],
    [{ r11: 0x40 }, 'alarm_status', 1],
  ])('reads %j', (body, metric, value) => {
    expect(valuesOf(body)).toMatchObject({ [metric]: value });
  });

  it.each<[unknown, RegExp]>([
    ['', /JSON object of registers/],
    ['not json', /is not JSON/],
    [[1], /JSON object of registers/],
    [{ Client_Name: 'ThermIQ_001122334455' }, /At least one register/],
    [{ r00: null }, /At least one register/],
    [{ r00: 'warm' }, /"r00" must be a finite number/],
    [{ r01: 1e308 }, /"r01" must be a number of 16 bits; it is 1e\+308/],
    ['{"r00":1e999}', /"r00" is beyond all numbers/],
    [new Uint8Array([0xff]), /not UTF-8/],
  ])('refuses %j, with words', (body, words) => {
    expect(reasonOf(topic, body)).toMatch(words);
  });

  it('speaks of its data only', () => {
    expect(['ThermIQ/a/data', 'ThermIQ/a/write', 'ThermIQ/a/b/data', 'x/a/data'].map(thermiq.speaks)).toEqual(
      [true, false, false, false],
    );
    expect(hear('ThermIQ//data', sample)).toMatchObject({ kind: 'refused' });
  });

  it('answers to anything', () => {
    expectAnswersToAnything(thermiq, {
      topics: [topic],
      keys: ['r00', 'r01', 'r02', 'r10', 'd013', 'timestamp'],
    });
  });
});
