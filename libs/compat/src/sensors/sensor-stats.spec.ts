import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { type MetricSums, sensorStatsOf } from './sensor-stats.js';

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/iot-sensors.json'), 'utf8'),
) as { http?: string; case?: string; res?: { sensors: object[] } }[];
const [expected] = recorded.find((one) => one.case === 'file revision')!.res!.sensors;

const sums = (parts: Partial<MetricSums> = {}): MetricSums => ({
  metric: { metric: 'temperature', unit: '°C' },
  ...{ count: 120, min: 21, max: 24.1, sum: 22.75 * 120, lastAtMs: Date.UTC(2024, 0, 1, 12) },
  ...parts,
});
const sensor = { device: 'sensor:temp_01', location: 'Room A' };

it('are the recorded ones', () => {
  expect(sensorStatsOf(sensor, [sums()])).toEqual(expected);
});

it('are in the unit that the sensor says, of all its types together, with the name of the first', () => {
  const fahrenheit = { metric: 'temperature', unit: '°C', sentUnit: '°F' };
  const humidity = { metric: 'humidity', unit: '%' };
  const all = [
    sums({ metric: fahrenheit, count: 2, min: 23.5, max: 100, sum: 123.5 }),
    sums({ metric: humidity, count: 1, min: 45, max: 45, sum: 45, lastAtMs: Date.UTC(2024, 0, 2) }),
  ];
  expect(sensorStatsOf({ device: 'sensor:temp_01' }, all)).toEqual({
    ...{ sensor_id: 'temp_01', min_value: 45, max_value: 212, avg_value: (74.3 + 212 + 45) / 3, count: 3 },
    ...{ last_reading: '2024-01-02T00:00:00+00:00', sensor_type: 'temperature', unit: '°F', location: null },
  });
});

it('are numbers, however great what was said is', () => {
  const fahrenheit = { metric: 'temperature', unit: '°C', sentUnit: '°F' };
  const great = sums({ metric: fahrenheit, count: 2, min: -1e308, max: 1.7e308, sum: Infinity });
  const { min_value, max_value, avg_value } = sensorStatsOf(sensor, [great, sums({ sum: -Infinity })])!;
  for (const value of [min_value, max_value, avg_value]) expect(Number.isFinite(value)).toBe(true);
});

it('are none without readings', () => {
  expect(sensorStatsOf(sensor, [])).toBeUndefined();
});
