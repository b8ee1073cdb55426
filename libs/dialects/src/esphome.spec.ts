import { describe, expect, it } from '@jest/globals';
import { esphome } from './esphome.js';
import { aMessage, listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const { hear, said, reasonOf } = listenerOf(esphome);

describe('ESPHome', () => {
  it.each([
    ['node1/sensor/battery_voltage/state', true],
    ['node1/binary_sensor/door/state', true],
    ['node1/status', true],
    ['node1/sensor/battery_voltage/command', false],
    ['node1/debug', false],
    ['a/b/sensor/x/state', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(esphome.speaks(topic)).toBe(speaks));

  it.each([
    ['node1/sensor/battery_voltage/state', '3.71', 'battery_voltage', 3.71],
    ['node1/binary_sensor/door/state', 'ON', 'door', 1],
    ['node1/switch/pump/state', 'OFF', 'pump', 0],
    ['node1/number/setpoint/state', '-4', 'setpoint', -4],
  ])('says on %s %s', (topic, text, metric, value) => {
    expect(said(topic, text)).toEqual([{ device: 'sensor:node1', measured: [{ metric, value }] }]);
  });

  it('has a status once it has said a value: other makes have such topics as well', () => {
    const reader = esphome.reader({});
    const read = (topic: string, text: string) => reader.read(aMessage(topic, text));
    expect(read('homeassistant/status', 'online')).toEqual({ kind: 'nothing' });
    expect(read('n/status', 'online')).toEqual({ kind: 'nothing' });
    expect(read('n/sensor/a/state', '1')).toMatchObject({
      said: [{ device: 'sensor:n', connection: 'online' }],
    });
    expect(JSON.stringify(read('n/sensor/a/state', '1'))).not.toContain('connection');
    expect(read('n/status', 'offline')).toEqual({
      kind: 'said',
      said: [{ device: 'sensor:n', measured: [], connection: 'offline' }],
    });
  });

  it('that the registry has needs no value first, as after a restart', () => {
    const reader = esphome.reader({ isKnown: (device) => device === 'sensor:n' });
    expect(reader.read(aMessage('n/status', 'offline'))).toMatchObject({
      said: [{ device: 'sensor:n', connection: 'offline' }],
    });
    expect(reader.read(aMessage('homeassistant/status', 'offline'))).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['node1/sensor/a/state', 'nan'],
    ['node1/sensor/a/state', 'NaN'],
    ['node1/sensor/a/state', ''],
    ['node1/text_sensor/version/state', '2026.1'],
    ['node1/status', 'perhaps'],
    ['elsewhere', '1'],
  ])('makes nothing of %s %j', (topic, text) => expect(hear(topic, text)).toEqual({ kind: 'nothing' }));

  it.each([
    ['node1/sensor/a/state', '21 °C', /must be a number/],
    ['node1/sensor/a/state', '1e999', /must be a number/],
    ['node1/sensor/a/state', new Uint8Array([0xff]), /must be a number/],
    [`node1/sensor/${'x'.repeat(101)}/state`, '1', /1 to 100 characters/],
    [`${'x'.repeat(200)}/sensor/a/state`, '1', /190 characters/],
  ])('refuses %s %j in words', (topic, text, words) => expect(reasonOf(topic, text)).toMatch(words));

  it('answers anything within the contract', () => {
    const topics = ['n/sensor/a/state', 'n/binary_sensor/b/state', 'n/status', 'n/text_sensor/c/state'];
    expectAnswersToAnything(esphome, { topics, keys: ['state'] });
  });
});
