import { describe, expect, it } from '@jest/globals';
import { aMessage, listenerOf } from '../suite/a-message.js';
import { expectAnswersToAnything } from '../suite/any-input.js';
import { nibeMqtt } from './nibe-mqtt.js';
import { chartMetrics } from './suite/chart-metrics.js';

const measuredOf = (...sent: (readonly [coil: string, payload: string])[]) => {
  const reader = nibeMqtt.reader({});
  return sent.flatMap(([coil, payload]) => {
    const result = reader.read(aMessage(`nibe/coils/${coil}`, payload));
    return result.kind === 'said' ? result.said.flatMap(({ measured }) => measured) : [];
  });
};

describe('nibe-mqtt', () => {
  const { hear, said, reasonOf } = listenerOf(nibeMqtt);

  it.each<[string, string, string, number]>([
    ['bt1-outdoor-temperature-40004', '-9.3', 'outdoor_temp', -9.3],
    ['prio-43086', 'HOT WATER', 'switch_valve_status', 1],
    ['prio-43086', 'HEAT', 'switch_valve_status', 0],
    ['prio-43086', '20', 'switch_valve_status', 1],
    ['compressor-state-ep14-43427', 'RUNNING', 'compressor_status', 1],
    ['compressor-state-ep14-43427', '100', 'compressor_status', 0],
    ['cpr-status-ep14-43435', 'ON', 'compressor_status', 1],
    ['brine-pump-state-ep14-43433', '10-day mode', 'brine_pump_status', 1],
    ['whatever-it-is-called-40033', '21.5', 'indoor_temp', 21.5],
    ['eb100-ep14-bt3-return-temp-40012', '31', 'heat_carrier_return', 31],
    ['degree-minutes-40012', '-120', 'degree_minutes', -120],
    ['degree-minutes-32-bit-40940', '-120', 'degree_minutes', -120],
    ['current-outdoor-temperature-bt1-30002', '-9.3', 'outdoor_temp', -9.3],
    ['priority-31029', 'HOT WATER', 'switch_valve_status', 1],
    ['class-1-alarm-32196', 'NO ALARM', 'alarm_status', 0],
    ['eb103-104-gp12-40940', '1', 'eb103-104-gp12-40940', 1],
    ['hot-water-comfort-mode-47041', '2', 'hot-water-comfort-mode-47041', 2],
  ])('reads %s %s as %s', (coil, payload, metric, value) => {
    const [device] = said(`nibe/coils/${coil}`, payload);
    expect(device).toMatchObject({ device: 'heat-pump:nibe', about: { brand: 'nibe' } });
    expect(device?.measured[0]).toEqual({ metric, value });
  });

  it('says that power is in kW where the coil is', () => {
    expect(measuredOf(['compr-in-power-43141', '1.85'])).toEqual([
      { metric: 'power_consumption', value: 1.85, unit: 'kW' },
    ]);
    expect(measuredOf(['compressor-power-input-31049', '1850'])).toEqual([
      { metric: 'power_consumption', value: 1_850 },
    ]);
  });

  it.each(['-32768', '-3276.8', '-327.68'])(
    'takes %s for the word of a sensor that is not there',
    (payload) => {
      expect(measuredOf(['bt50-40033', payload])).toEqual([
        { metric: 'indoor_temp', value: Number(payload), quality: 'missing' },
      ]);
    },
  );

  it('keeps the message of a coil that could not be read', () => {
    expect(said('nibe/coils/bt50-40033', '')).toMatchObject([{ measured: [] }]);
  });

  it.each([
    ['online', 'online'],
    ['offline', 'offline'],
  ])('hears that it is %s', (payload, connection) => {
    expect(said('nibe/availability', payload)).toMatchObject([
      { device: 'heat-pump:nibe', connection, measured: [] },
    ]);
  });

  it.each([
    ['nibe/coils/prio-43086/set', '30'],
    ['nibe/coils/prio-4308', '30'],
    ['nibe/something', '1'],
    ['nibe/coils/operational-mode-47137', 'AUTO'],
  ])('hears nothing in %s %s', (topic, payload) => {
    expect(hear(topic, payload)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['nibe/coils/prio-43086', 'SAUNA', /prio-43086 must be one of .*HOT WATER.*; it is "SAUNA"/],
    ['nibe/coils/prio-43086', 'constructor', /must be one of/],
    ['nibe/coils/bt50-40033', 'warm', /bt50-40033 must be a number such as 21.5; it is "warm"/],
    [`nibe/coils/${'x'.repeat(100)}-12345`, '1', /1 to 100 characters/],
    ['nibe/availability', 'perhaps', /online or offline; it is "perhaps"/],
  ])('refuses %s %s, with words', (topic, payload, words) => {
    expect(reasonOf(topic, payload)).toMatch(words);
  });

  it('has data for all charts', () => {
    const measured = measuredOf(
      ...(['40004', '40033', '40013', '40015', '40016'] as const).map((id) => [`a-${id}`, '3.5'] as const),
      ...([['a-40008', '38'], ['a-40012', '31'], ['a-43427', 'RUNNING'], ['a-43086', 'HEAT']] as const),
      ...([['a-43084', '0.0'], ['a-40083', '3.5'], ['a-40081', '3.4'], ['a-40079', '3.3']] as const),
    ); // prettier-ignore
    const metrics = new Set(measured.map(({ metric }) => metric));
    expect(chartMetrics.filter((metric) => !metrics.has(metric))).toEqual([]);
  });

  it('answers to anything', () => {
    expectAnswersToAnything(nibeMqtt, {
      topics: [
        'nibe/coils/prio-43086',
        'nibe/coils/a-40033',
        'nibe/coils/x-12345',
        'nibe/availability',
        'nibe//-1',
      ],
      keys: ['a'],
    });
  });
});
