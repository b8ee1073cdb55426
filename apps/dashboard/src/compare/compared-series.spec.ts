import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { choicesOf, matching } from './choices.js';
import { comparedSeries, gridsOf } from './compared-series.js';

const device = (id: string, series: readonly (readonly [string, string])[]) => ({
  device: `sensor:${id}`,
  kind: 'sensor' as const,
  name: `Sensor ${id}`,
  isDemo: false,
  isRetired: false,
  connection: 'online' as const,
  state: 'online' as const,
  firstSeenAtMs: 0,
  lastSeenAtMs: 0,
  series: series.map(([metric, unit]) => ({ metric, unit })),
});
const choices = choicesOf(
  [
    device('a', [
      ['temperatureC', '°C'],
      ['humidityPct', '%'],
    ]),
    device('b', [
      ['temperatureC', '°C'],
      ['pressureHpa', 'hPa'],
      ['alarmState', ''],
    ]),
  ],
  en,
);
const named = (...keys: string[]) =>
  keys.map((key) => {
    const [id, metric = ''] = key.split(' ');
    return { device: `sensor:${id}`, metric };
  });

describe('comparing', () => {
  it('finds series by any words, and none twice', () => {
    const found = (question: string, chosen = named()) =>
      matching(choices, question, chosen, 10).map(({ device: id, metric }) => `${id} ${metric}`);
    expect(found('temp sensor b')).toEqual(['sensor:b temperatureC']);
    expect(found('TEMPERATURE')).toHaveLength(2);
    expect(found('temperature', named('a temperatureC'))).toEqual(['sensor:b temperatureC']);
    expect(found('nothing like it')).toEqual([]);
    expect(matching(choices, '', [], 2)).toHaveLength(2);
  });

  it('gives every unit its axis, and a third one a chart of its own', () => {
    const series = comparedSeries(
      named('a temperatureC', 'a humidityPct', 'b temperatureC', 'b pressureHpa'),
      choices,
      'together',
      en,
    );
    expect(series.map(({ grid, axis }) => `${grid} ${axis}`)).toEqual([
      '0 left',
      '0 right',
      '0 left',
      '1 left',
    ]);
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(4);
    expect(gridsOf(series)).toBe(2);
  });

  it('puts each unit below the other when asked to, and a switch as a lane', () => {
    const series = comparedSeries(
      named('a temperatureC', 'b alarmState', 'a humidityPct'),
      choices,
      'stacked',
      en,
    );
    expect(series.map(({ grid, shape }) => `${grid} ${shape}`)).toEqual(['0 line', '0 state', '1 line']);
  });

  it('shows a series that no device lists, in the words that its name has', () => {
    const [series] = comparedSeries(named('gone powerW'), choices, 'together', en);
    expect([series?.label, series?.unit]).toEqual(['Power · gone', 'W']);
  });
});
