import { describe, expect, it } from '@jest/globals';
import { plainValues } from './plain-values.js';
import { listenerOf } from './suite/a-message.js';
import { expectAnswersToAnything } from './suite/any-input.js';

const { hear, said, reasonOf } = listenerOf(plainValues);
const measuredOn = (topic: string, body: unknown) => {
  const [{ device, measured }] = said(topic, body) as [ReturnType<typeof said>[number]];
  return [device, ...measured.map(({ metric, value, unit }) => [metric, value, ...(unit ? [unit] : [])])];
};

describe('plain values', () => {
  it.each([
    ['values/kitchen', true],
    ['values/kitchen/temperature', true],
    ['values/', false],
    ['value/kitchen', false],
  ])('speaks on %s: %s', (topic, speaks) => expect(plainValues.speaks(topic)).toBe(speaks));

  it.each<[string, unknown, unknown[]]>([
    ['values/kitchen/temperature', '21.5', ['sensor:kitchen', ['temperature', 21.5]]],
    ['values/kitchen/door', 'open', ['sensor:kitchen', ['door', 1]]],
    ['values/kitchen', ' -7 ', ['sensor:kitchen', ['value', -7]]],
    [
      'values/kitchen',
      { temperature: 21.5, light: true },
      ['sensor:kitchen', ['temperature', 21.5], ['light', 1]],
    ],
    [
      'values/kitchen',
      { temperature: '21.5', note: 'hi', gone: null },
      ['sensor:kitchen', ['temperature', 21.5]],
    ],
    [
      'values/kitchen',
      { a: { b: 1, c: [2, 3] } },
      ['sensor:kitchen', ['a_b', 1], ['a_c_0', 2], ['a_c_1', 3]],
    ],
    ['values/kitchen/air/co2', '600', ['sensor:kitchen', ['air_co2', 600]]],
    ['values/kitchen/air', { co2: 600 }, ['sensor:kitchen', ['air_co2', 600]]],
    ['values/kitchen/air', { value: 70, unit: '°F' }, ['sensor:kitchen', ['air', 70, '°F']]],
    ['house/kitchen/air', '1', ['sensor:kitchen', ['air', 1]]],
    ['values/🔋', '1', ['sensor:🔋', ['value', 1]]],
    ['values/k', '{"__proto__":1,"constructor":2}', ['sensor:k', ['__proto__', 1], ['constructor', 2]]],
    ['values/k', '{"a":1,"a":2}', ['sensor:k', ['a', 2]]],
  ])('on %s %j are read', (topic, body, expected) => expect(measuredOn(topic, body)).toEqual(expected));

  it.each([
    ['2026-03-01T11:00:00Z', Date.parse('2026-03-01T11:00:00Z')],
    ['2026-03-01T11:00:00', Date.parse('2026-03-01T11:00:00Z')],
    [1_772_362_800, 1_772_362_800_000],
    [1_772_362_800_123, 1_772_362_800_123],
    [1_772_362_800.25, 1_772_362_800_250],
  ])('may bring their time: %s', (time, atMs) => {
    expect(said('values/k', { time, a: 1 })[0]).toMatchObject({ own: { atMs, key: 'time' } });
    expect(said('values/k', { timestamp: time, a: 1 })[0]?.measured).toEqual([{ metric: 'a', value: 1 }]);
  });

  it.each([
    ['values/k', 'warm', /not JSON/],
    ['values/k', '[1]', /JSON object of numbers/],
    ['values/k', '{"a":NaN}', /not JSON/],
    ['values/k', '{"a":1e999}', /finite/],
    ['values/k', { note: 'hi' }, /no number in it/],
    ['values/k', {}, /no number in it/],
    ['values/k', { time: 'noon', a: 1 }, /ISO 8601/],
    ['values/k', { ['x'.repeat(101)]: 1 }, /1 to 100/],
    ['values/k', { '\ud800': 1 }, /1 to 100/],
    ['values/k', Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`m${i}`, i])), /256 numbers/],
    ['values/k', `{"a":${'['.repeat(100)}1${']'.repeat(100)}}`, /nested more than 16 deep/],
    [`values/${'x'.repeat(300)}`, '1', /190 characters/],
    ['values/k', new Uint8Array([0xff, 0xfe]), /UTF-8/],
  ])('on %s %j are refused in words', (topic, body, words) => expect(reasonOf(topic, body)).toMatch(words));

  it('are nothing where nothing is sent', () => expect(hear('values/k', '')).toEqual({ kind: 'nothing' }));

  it('answer anything within the contract', () => {
    const topics = ['values/k', 'values/k/temperature', 'values/k/a/b', 'house/x'];
    expectAnswersToAnything(plainValues, { topics, keys: ['time', 'timestamp', 'value', 'unit', 'a', 'b'] });
  });
});
