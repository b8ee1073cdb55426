import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { SensorRow } from '@kilowatch/contracts';
import { expect, it } from '@jest/globals';
import { fittingReadings } from './fitting-readings.js';

const rows = (count: number, metadata: (i: number) => unknown): SensorRow[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ sensor_id: 'temp_01', sensor_type: 'temperature', value: 20 + Math.sin(i), unit: '°C' },
    ...{ timestamp: new Date(1_767_225_600_000 + i * 5_000).toISOString(), location: 'Room A' },
    metadata: metadata(i),
  }));
const packedBytes = (some: readonly SensorRow[]): number => deflateRawSync(JSON.stringify(some)).length;

it('are all of them where they fit', () => {
  for (const some of [[], rows(1_000, () => ({})), rows(5_000, () => ({ calibrated: true }))])
    expect(fittingReadings(some)).toEqual(some);
});

it.each([
  ['that pack badly', rows(3_000, () => randomBytes(500).toString('base64'))],
  ['that are many', rows(60_000, () => ({}))],
  ['of which the newest are longer', rows(3_000, (i) => randomBytes(i).toString('hex'))],
])('are the newest of those %s, and fill a message', (_, some) => {
  const fitting = fittingReadings(some);
  expect(fitting).toEqual(some.slice(-fitting.length));
  expect(packedBytes(fitting)).toBeLessThan(384 * 1024);
  expect(packedBytes(fitting)).toBeGreaterThan(128 * 1024);
});
