import { describe, expect, it } from '@jest/globals';
import { type DeviceSnapshot, usualDisplay } from '@kilowatch/contracts';
import { en } from '../texts/en.js';
import { byStanding } from './gas-standing.js';
import { readDetector } from './read-detector.js';

const nowMs = 100_000;
type Values = Readonly<Record<string, number>>;

const aDetector = (values: Values, over: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device: 'gas:one',
  kind: 'gas',
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 0,
  lastSeenAtMs: nowMs,
  expectedIntervalMs: 5_000,
  seq: 0,
  metrics: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, atMs: nowMs }])),
  ...over,
});
const ppm = (gases: Values): Values =>
  Object.fromEntries(Object.entries(gases).map(([index, value]) => [`concentrationPpm/${index}`, value]));
const read = (device: DeviceSnapshot, moment = { nowMs, isOffline: false }) =>
  readDetector(device, { names: en.devices.metric, display: usualDisplay, moment });
const gasesOf = (device: DeviceSnapshot) =>
  read(device).gases.map(({ sensor, severity }) => [sensor.words, sensor.scale?.danger, severity]);

describe('a gas detector', () => {
  it('tells several sensors of a gas apart, each on the scale of its gas', () => {
    const device = aDetector(ppm({ 'CO/0': 12, 'CO/1': 3_856, 'CH4/0': 170 }));
    expect(gasesOf(device)).toEqual([
      ['CH4', 500, 2],
      ['CO #1', 200, 0],
      ['CO #2', 200, 5],
    ]);
    expect(read(device).standing).toMatchObject({ kind: 'danger', sensor: { words: 'CO #2' } });
  });

  it('judges no gas that nobody knows how dangerous it is', () => {
    const device = aDetector(ppm({ 'XYZ/0': 1e12, 'OTHER/0': 1 }));
    expect(gasesOf(device)).toEqual([
      ['OTHER', undefined, undefined],
      ['XYZ', undefined, undefined],
    ]);
    expect(read(device).standing.kind).toBe('unrated');
  });

  it('does not hold other units against a level in ppm', () => {
    const series = [{ metric: 'concentrationPpm', index: 'CO/0', unit: 'mg' }];
    expect(gasesOf(aDetector(ppm({ 'CO/0': 900 }), { series }))).toEqual([['CO', undefined, undefined]]);
  });

  it('goes by the limits of the device before those of the site', () => {
    const thresholds = {
      'concentrationPpm/CO/0': { warningAbove: 20, criticalAbove: 100 },
      'concentrationPpm/O2/0': { warningBelow: 195_000, criticalBelow: 180_000 },
    };
    const device = aDetector(ppm({ 'CO/0': 25, 'O2/0': 170_000 }), { thresholds });
    expect(gasesOf(device)).toEqual([
      ['CO', 100, 2],
      ['O2', undefined, 5],
    ]);
  });

  it.each([
    ['alarm', { alarmState: 1, faultState: 1, ...ppm({ 'CO/0': 1 }) }, {}],
    ['danger', { alarmState: 0, faultState: 1, ...ppm({ 'CO/0': 199 }) }, {}],
    ['high', ppm({ 'CO/0': 130 }), {}],
    ['fault', { faultState: 1, ...ppm({ 'CO/0': 70 }) }, {}],
    ['absent', { alarmState: 1, ...ppm({ 'CO/0': 199 }) }, { lastSeenAtMs: nowMs - 60_000 }],
    ['absent', ppm({ 'CO/0': 199 }), { connection: 'offline' as const }],
    ['raised', ppm({ 'CO/0': 70 }), {}],
    ['fine', { alarmState: 0, ...ppm({ 'CO/0': 66 }) }, {}],
    ['unrated', { batteryPct: 3 }, {}],
  ] as const)('is first of all: %s', (kind, values, over) => {
    expect(read(aDetector(values, over)).standing.kind).toBe(kind);
  });

  it('is not fine while one of its sensors is not heard any more, although another says something', () => {
    const device = aDetector(ppm({ 'CO/0': 199, 'CH4/0': 1 }));
    const silent = { value: 1, atMs: nowMs - 3_600_000 };
    const half = { ...device, metrics: { ...device.metrics, 'concentrationPpm/CO/0': silent } };
    expect(read(half).standing).toMatchObject({
      ...{ kind: 'unheard', sensor: { words: 'CO' }, isRestFine: true },
    });
    expect(read(half).gases.map(({ sensor, isGone }) => [sensor.words, isGone])).toEqual([
      ['CH4', false],
      ['CO', true],
    ]);
    const raised = { ...half.metrics, 'concentrationPpm/CH4/0': { value: 170, atMs: nowMs } };
    expect(read({ ...half, metrics: raised }).standing.kind).toBe('raised');
    const missing = { ...half.metrics, 'concentrationPpm/CO/0': { ...silent, quality: 'missing' as const } };
    expect(read({ ...half, metrics: missing }).standing.kind).toBe('fine');
  });

  it('is fine again once somebody took out the sensor that it no longer reports, until that is heard again', () => {
    const device = aDetector(ppm({ 'CO/0': 1, 'CH4/0': 1 }));
    const lastMs = nowMs - 3_600_000;
    const measured = (atMs: number): DeviceSnapshot => ({
      ...device,
      metrics: { ...device.metrics, 'concentrationPpm/CO/0': { value: 199, atMs } },
      removedSeries: { 'concentrationPpm/CO/0': lastMs },
    });
    const { standing, gases, everySensor } = read(measured(lastMs));
    expect([standing.kind, gases.length, everySensor.length]).toEqual(['fine', 1, 2]);
    expect(read(measured(lastMs + 1)).standing.kind).toBe('unheard');
    expect(read(measured(nowMs)).standing).toMatchObject({ kind: 'danger', sensor: { words: 'CO' } });
  });

  it('has no sensor that is gone while nobody hears it at all', () => {
    const away = aDetector(ppm({ 'CO/0': 1 }), { lastSeenAtMs: nowMs - 600_000 });
    expect(read(away).gases.map(({ isGone }) => isGone)).toEqual([false]);
  });

  it('is not known now while there is no connection to the server', () => {
    const { standing, state, gases } = read(aDetector(ppm({ 'CO/0': 1 })), { nowMs, isOffline: true });
    expect([standing.kind, state, gases[0]?.value.freshness]).toEqual(['absent', 'unknown', 'stale']);
  });

  it('comes before one that is better off; of two alike the calibrated one, and then as people count', () => {
    const safe = ppm({ 'CO/0': 1 });
    const all = [
      aDetector(safe, { device: 'gas:10' }),
      aDetector(safe, { device: 'gas:9' }),
      aDetector(safe, { device: 'gas:z', calibration: 'calibrated' }),
      aDetector(safe, { device: 'gas:away', connection: 'offline' }),
      aDetector(ppm({ 'CO/0': 200 }), { device: 'gas:worst' }),
    ];
    const sorted = all.map((device) => read(device)).sort(byStanding);
    expect(sorted.map(({ device }) => device.device)).toEqual([
      'gas:worst',
      'gas:away',
      'gas:z',
      'gas:9',
      'gas:10',
    ]);
  });
});
