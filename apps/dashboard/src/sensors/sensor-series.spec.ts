import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { en } from '../texts/en.js';
import { SeriesList, seriesOf } from './sensor-series.js';

const names = en.devices.metric;
const aSensor = (keys: readonly string[], part: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device: 'sensor:north',
  kind: 'sensor',
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 1,
  lastSeenAtMs: 2,
  seq: 1,
  metrics: Object.fromEntries(keys.map((key) => [key, { value: 1, atMs: 2 }])),
  ...part,
});

describe('seriesOf', () => {
  it('says of each what it is, of which type, in which place', () => {
    const device = aSensor(['temperatureC', 'voltageV/1', 'voltageV/2'], {
      name: 'North',
      location: 'Cellar',
      group: 'Climate',
    });
    expect(seriesOf(device, names)).toMatchObject([
      { key: 'voltageV/1', metric: 'voltageV', index: '1', type: 'Voltage', part: '1', unit: 'V' },
      { key: 'voltageV/2', index: '2', type: 'Voltage', part: '2', place: 'Cellar · Climate' },
      { key: 'temperatureC', index: undefined, type: 'Temperature', part: undefined, name: 'North' },
    ]);
  });
});

describe('SeriesList', () => {
  it('stays the same list while only values change', () => {
    const list = new SeriesList();
    const first = list.of([aSensor(['temperatureC'])], names);
    const later = {
      ...aSensor(['temperatureC']),
      lastSeenAtMs: 9,
      metrics: { temperatureC: { value: 2, atMs: 9 } },
    };
    expect(list.of([later], names)).toBe(first);
  });

  it.each<[string, readonly DeviceSnapshot[]]>([
    ['another metric', [aSensor(['temperatureC', 'humidityPct'])]],
    ['another name', [aSensor(['temperatureC'], { name: 'Nord' })]],
    ['another place', [aSensor(['temperatureC'], { location: 'Attic' })]],
    ['another unit', [aSensor(['temperatureC'], { series: [{ metric: 'temperatureC', unit: 'K' }] })]],
    ['another device', [aSensor(['temperatureC']), aSensor(['temperatureC'], { device: 'sensor:south' })]],
    ['no device', []],
  ])('is another one with %s', (_, devices) => {
    const list = new SeriesList();
    const first = list.of([aSensor(['temperatureC'])], names);
    const next = list.of(devices, names);
    expect(next).not.toBe(first);
    expect(next).toEqual(devices.flatMap((device) => seriesOf(device, names)));
  });
});
