import { describe, expect, it } from '@jest/globals';
import { type Arrangement, arranged, firstOf, type NewestOf } from './arrangement.js';
import type { SensorSeries } from './sensor-series.js';

const aSeries = (device: string, part: Partial<SensorSeries> = {}): SensorSeries => ({
  id: `${device} ${part.key ?? 'temperature'}`,
  device: `sensor:${device}`,
  key: 'temperature',
  metric: 'temperature',
  index: undefined,
  name: device,
  type: 'Temperature',
  part: undefined,
  unit: '°C',
  isSwitch: false,
  place: undefined,
  isDemo: false,
  ...part,
});
const all = [
  aSeries('probe 10', { place: 'Küche' }),
  aSeries('probe 2', { place: 'Attic' }),
  aSeries('probe 2', { key: 'humidity', metric: 'humidity', type: 'Humidity', place: 'Attic' }),
  aSeries('demo', { isDemo: true }),
];
const newest: NewestOf = ({ name }) => ({ value: name.length, heardAtMs: -name.length });
const groupsOf = (part: Partial<Arrangement>) =>
  arranged(all, { search: '', grouping: 'type', sorting: 'name', ...part }, newest).map(
    ({ title, series }) => [title, series.map(({ name, key }) => (key === 'humidity' ? `${name} %` : name))],
  );

describe('arranged', () => {
  it('groups by type, in the order that people count in, what is real first', () => {
    expect(groupsOf({})).toEqual([
      ['Humidity', ['probe 2 %']],
      ['Temperature', ['probe 2', 'probe 10', 'demo']],
    ]);
  });

  it('groups by place, what has none last', () => {
    expect(groupsOf({ grouping: 'place' })).toEqual([
      ['Attic', ['probe 2 %', 'probe 2']],
      ['Küche', ['probe 10']],
      [undefined, ['demo']],
    ]);
  });

  it('groups by device', () => {
    expect(groupsOf({ grouping: 'device' }).map(([title]) => title)).toEqual(['demo', 'probe 2', 'probe 10']);
  });

  it.each([
    ['KUCHE', ['probe 10']],
    ['attic temp', ['probe 2']],
    ['probe nowhere', []],
    ['  ', ['probe 2 %', 'probe 2', 'probe 10', 'demo']],
  ])('finds by "%s" %j', (search, expected) => {
    expect(groupsOf({ search }).flatMap(([, names]) => names)).toEqual(expected);
  });

  it.each(['value', 'silence'] as const)('sorts by %s, and by name what is equal', (sorting) => {
    expect(groupsOf({ sorting, search: 'temperature' })).toEqual([
      ['Temperature', ['probe 10', 'probe 2', 'demo']],
    ]);
  });

  it('has values that are not there last', () => {
    const unknown: NewestOf = ({ name }) => ({ value: name === 'demo' ? -5 : undefined, heardAtMs: 0 });
    const [group] = arranged(all, { search: 'temp', grouping: 'type', sorting: 'value' }, unknown);
    expect(group!.series.map(({ name }) => name)).toEqual(['demo', 'probe 2', 'probe 10']);
  });
});

describe('firstOf', () => {
  const groups = arranged(all, { search: '', grouping: 'place', sorting: 'name' }, newest);

  it.each([
    [0, []],
    [1, [1]],
    [3, [2, 1]],
    [99, [2, 1, 1]],
  ])('of all groups together the first %d', (most, expected) => {
    expect(firstOf(groups, most).map(({ series }) => series.length)).toEqual(expected);
  });
});
