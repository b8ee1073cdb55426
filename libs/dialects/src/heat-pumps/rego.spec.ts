import { describe, expect, it } from '@jest/globals';
import { aMessage, listenerOf } from '../suite/a-message.js';
import { expectAnswersToAnything } from '../suite/any-input.js';
import { rego } from './rego.js';

const device = 'heat-pump:heatpumpctrl';

describe('rego', () => {
  const { hear, said, reasonOf } = listenerOf(rego);

  it.each([
    ['sensor/gt1', '31.5', { metric: 'radiator_return', value: 31.5 }],
    ['sensor/outdoor_gt2', '-4.1', { metric: 'outdoor_temp', value: -4.1 }],
    ['sensor/gt3x', '45', { metric: 'hot_water_mid', value: 45 }],
    ['number/add_heat_power', '33', { metric: 'additional_heat_percent', value: 33 }],
    ['binary_sensor/pump', 'ON', { metric: 'compressor_status', value: 1, quality: 'estimated' }],
    ['binary_sensor/boiler', 'OFF', { metric: 'switch_valve_status', value: 0, quality: 'estimated' }],
    ['binary_sensor/alarm', 'ON', { metric: 'alarm_status', value: 1 }],
    ['number/gt1_target', '30', { metric: 'gt1_target', value: 30 }],
    ['sensor/s0_1', '7', { metric: 's0_1', value: 7 }],
  ])('reads %s %s', (rest, payload, measured) => {
    expect(said(`heatpumpctrl/${rest}/state`, payload)).toEqual([
      { device, measured: [measured], about: { brand: 'ivt' } },
    ]);
  });

  it('has the heat carrier for the radiator where that has no sensor', () => {
    expect(said('heatpumpctrl/sensor/gt8/state', '38')[0]?.measured).toContainEqual({
      metric: 'radiator_forward',
      value: 38,
      quality: 'estimated',
    });
    const reader = rego.reader({});
    reader.read(aMessage('heatpumpctrl/sensor/gt4/state', '36'));
    expect(reader.read(aMessage('heatpumpctrl/sensor/gt8/state', '38'))).toMatchObject({
      said: [{ measured: [{ metric: 'heat_carrier_forward' }] }],
    });
  });

  it('hears whether it is there, and keeps what it could not measure', () => {
    expect(said('heatpumpctrl/status', 'offline')).toMatchObject([{ device, connection: 'offline' }]);
    expect(said('heatpumpctrl/sensor/gt5/state', 'nan')).toMatchObject([{ device, measured: [] }]);
    expect(hear('heatpumpctrl/status', '')).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['heatpumpctrl/sensor/gt5/state', 'warm', /gt5 must be a number such as 21.5, ON or OFF; it is "warm"/],
    [`heatpumpctrl/sensor/${'x'.repeat(101)}/state`, '1', /1 to 100 characters/],
    ['heatpumpctrl/status', 'perhaps', /online or offline/],
  ])('refuses %s %s, with words', (topic, payload, words) => {
    expect(reasonOf(topic, payload)).toMatch(words);
  });

  it.each(['node1/sensor/gt5/state', 'heatpumpctrl/text_sensor/display_row_1/state'])(
    'does not speak %s',
    (topic) => expect(rego.speaks(topic)).toBe(false),
  );

  it('answers to anything', () => {
    expectAnswersToAnything(rego, {
      topics: ['heatpumpctrl/sensor/gt5/state', 'heatpumpctrl/number/x/state', 'heatpumpctrl/status'],
      keys: ['a'],
    });
  });
});
