import { type DeviceKind, deviceKind, quality, type Quality } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { vectors } from '../suite/vectors.js';
import { toCanonical } from '../units/to-canonical.js';
import { QualityJudge, type QualityLimits } from './quality-judge.js';

const startMs = Date.parse('2026-03-01T12:00:00Z');
const limits: QualityLimits = { series: 1_000, frozenAfterMs: 1_800_000, aheadMs: 300_000 };

/** Judges values of one series, so many seconds apart. */
function aSeries(kind: DeviceKind, metric: string, everyS = 10) {
  const judge = new QualityJudge(limits);
  let atMs = startMs;
  return (...values: number[]): (Quality | undefined)[] =>
    values.map((value) => {
      atMs += everyS * 1_000;
      return judge.judge({ device: `${kind}:x`, metric, value, atMs }, kind, atMs);
    });
}

const judged = (kind: DeviceKind, metric: string, value: number) => aSeries(kind, metric)(value)[0];
const good = undefined;

describe('QualityJudge on what a metric can be', () => {
  const { hard } = vectors<{ hard: Record<string, [number, number]> }>('esp32-ranges');
  const cellMetrics: Record<string, readonly [metric: string, unit: string]> = {
    voltage: ['voltageV', 'V'],
    current_ma: ['currentA', 'mA'],
    power_mw: ['powerW', 'mW'],
    temperature: ['temperatureC', '°C'],
    acs_current_a: ['acsCurrentA', 'A'],
    wifi_rssi: ['wifiRssiDbm', 'dBm'],
    soc_percent: ['socPct', '%'],
    soh_percent: ['sohPct', '%'],
    humidity: ['humidityPct', '%'],
    ads_voltage: ['adsVoltageV', 'V'],
  };

  it.each(Object.entries(hard))('holds %s of a cell to its range', (key, [min, max]) => {
    const [metric, unit] = cellMetrics[key]!;
    const of = (sent: number) => judged('cell', metric, toCanonical('cell', metric, sent, unit).value);
    const isUnknownSignal = metric === 'wifiRssiDbm';
    expect([min - 0.5, min, max, max + 0.5].map(of)).toEqual([
      'suspect',
      good,
      isUnknownSignal ? 'missing' : good,
      'suspect',
    ]);
  });

  it.each<[DeviceKind, string, number, Quality | undefined]>([
    ['gas', 'concentrationPpm', -1, 'suspect'],
    ['gas', 'concentrationPpm', 1_000_001, 'suspect'],
    ['gas', 'batteryPct', 101, 'suspect'],
    ['gas', 'alarmState', 1, good],
    ['heat-pump', 'outdoor_temp', -51, 'suspect'],
    ['heat-pump', 'hot_gas_temp', 151, 'suspect'],
    ['heat-pump', 'hot_gas_temp', 85, good],
    ['heat-pump', 'power_consumption', -1, 'suspect'],
    ['heat-pump', 'additional_heat_percent', 101, 'suspect'],
    ['heat-pump', 'degree_minutes', -400, good],
    ['battery', 'socPct', 100.5, 'suspect'],
    ['battery', 'activePowerW', -32_768, good],
    ['sensor', 'humidity', 104, 'suspect'],
    ['sensor', 'temperature', 1_001, 'suspect'],
    ['sensor', 'room_temp', -101, 'suspect'],
    ['sensor', 'attempts', 1_001, good],
    ['sensor', 'co2Ppm', -1, 'suspect'],
    ['meter', 'powerFactor', 1.1, 'suspect'],
    ['sensor', 'toString', 1e9, good],
    ['sensor', 'anything', Number.NaN, 'suspect'],
  ])('of a %s’s %s of %d says %s', (kind, metric, value, expected) => {
    expect(judged(kind, metric, value)).toBe(expected);
  });

  it.each<[DeviceKind, string, number]>([
    ['sensor', 'temperature', -127],
    ['cell', 'temperatureC', -127],
    ['sensor', 'temperatureC', -32_768],
    ['heat-pump', 'indoor_temp', -3_276.8],
    ['heat-pump', 'compressor_frequency', -32_768],
    ['heat-pump', 'indoor_temp', -48],
    ['heat-pump', 'indoor_temp', -48.4],
    ['heat-pump', 'indoor_temp', -49],
    ['cell', 'wifiRssiDbm', -100],
  ])('misses the sensor behind a %s’s %s of %d', (kind, metric, value) => {
    expect(judged(kind, metric, value)).toBe('missing');
  });
});

describe('QualityJudge on what a series was like', () => {
  it('finds a spike, and only that', () => {
    expect(aSeries('sensor', 'temperature')(20, 21, 80, 20.5, 21)).toEqual([
      good,
      good,
      'suspect',
      good,
      good,
    ]);
  });

  it('takes a level that stays for a new one', () => {
    expect(aSeries('sensor', 'temperature')(20, 90, 91, 90, 90.5, 20)).toEqual([
      ...[good, 'suspect', 'suspect', good, good],
      'suspect',
    ]);
  });

  it('lets a value differ by anything after a pause', () => {
    expect(aSeries('sensor', 'temperature', 61)(20, 90)).toEqual([good, good]);
  });

  it('finds the 85 °C of a thermometer that has not measured yet, also as its first word', () => {
    expect(aSeries('sensor', 'temperature', 300)(85, 20, 85, 21)).toEqual(['suspect', good, 'suspect', good]);
    expect(aSeries('sensor', 'temperature')(80, 84, 85)).toEqual([good, good, good]);
  });

  it('finds a value that used to move and stands still, until it moves again', () => {
    const say = aSeries('sensor', 'temperature', 10);
    say(...Array.from({ length: 60 }, (_, n) => 20 + (n % 2) / 10));
    const still = say(...Array.from({ length: 300 }, () => 20.5));
    expect(still.slice(0, 180)).toEqual(Array.from({ length: 180 }, () => good));
    expect(still.slice(181)).toEqual(Array.from({ length: 119 }, () => 'suspect'));
    expect(say(20.6, 20.5)).toEqual([good, good]);
  });

  it.each<[string, DeviceKind, string, (n: number) => number, number]>([
    ['seldom moved', 'sensor', 'temperature', (n) => Math.floor(n / 60), 2],
    ['is a state', 'heat-pump', 'compressor_status', (n) => n % 2, 1],
    ['follows a setpoint', 'battery', 'activePowerW', (n) => n, 5_000],
    ['is nothing, as at night', 'meter', 'activePowerW', (n) => n, 0],
  ])('lets stand still what %s', (_, kind, metric, before, still) => {
    const say = aSeries(kind, metric);
    say(...Array.from({ length: 120 }, (_item, n) => before(n)));
    expect(say(...Array.from({ length: 1_000 }, () => still)).every((one) => one === good)).toBe(true);
  });

  it('judges what comes late by its range only', () => {
    const judge = new QualityJudge(limits);
    const at = (atMs: number, value: number) =>
      judge.judge({ device: 'sensor:a', metric: 'temperature', value, atMs }, 'sensor', startMs);
    expect([at(startMs, 20), at(startMs - 5_000, 90), at(startMs - 1_000, -127)]).toEqual([
      good,
      good,
      'missing',
    ]);
    expect(at(startMs + 1_000, 21)).toBe(good);
  });

  it('finds a clock that is ahead, and does not measure the next reading by it', () => {
    const judge = new QualityJudge(limits);
    const at = (atMs: number) =>
      judge.judge({ device: 'sensor:a', metric: 'x', value: 1, atMs }, 'sensor', startMs);
    expect([at(startMs + 300_000), at(startMs + 300_001), at(startMs + 300_000)]).toEqual([
      good,
      'suspect',
      good,
    ]);
  });

  it('keeps series apart by device, metric and index, and not more of them than it may', () => {
    const judge = new QualityJudge({ ...limits, series: 3 });
    const say = (device: string, index: string, value: number, n: number) =>
      judge.judge({ device, metric: 'temperature', index, value, atMs: startMs + n }, 'sensor', startMs);
    expect([say('sensor:a', '1', 20, 0), say('sensor:a', '2', 90, 1), say('sensor:b', '1', 150, 2)]).toEqual([
      ...[good, good, good],
    ]);
    expect(say('sensor:a', '1', 90, 3)).toBe('suspect');
    for (let n = 0; n < 100; n++) say(`sensor:${n}`, '1', 20, 4);
    expect(judge.size).toBe(3);
    expect(say('sensor:a', '1', 90, 5)).toBe(good);
  });

  it('says a quality or nothing, whatever comes', () => {
    const judge = new QualityJudge({ ...limits, series: 50 });
    const anything = fc.record({
      device: fc.constantFrom('sensor:a', 'gas:b', '', '__proto__'),
      metric: fc.oneof(fc.string(), fc.constantFrom('temperature', '__proto__', 'constructor')),
      value: fc.double(),
      atMs: fc.maxSafeNat(),
    });
    fc.assert(
      fc.property(anything, fc.constantFrom(...deviceKind.options), (reading, kind) => {
        expect([undefined, ...quality.options]).toContain(judge.judge(reading, kind, startMs));
        expect(judge.size).toBeLessThanOrEqual(50);
      }),
    );
  });
});
