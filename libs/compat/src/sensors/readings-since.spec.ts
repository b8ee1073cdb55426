import type { SensorRow } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { readingsFromMs, readingsSince, sensorHoursAsked } from './readings-since.js';

const nowMs = Date.UTC(2026, 0, 31);
const hourMs = 3_600_000;

describe('hours', () => {
  it.each<[number, number | undefined]>([
    [24, nowMs - 24 * hourMs],
    [0.5, nowMs - hourMs / 2],
    [1e6, 0],
    [17_700_000, 0],
    [0, undefined],
    [-1, undefined],
    [18_000_000, undefined],
    [1e300, undefined],
    [Infinity, undefined],
  ])('%d go back to %p', (hours, fromMs) => {
    expect(readingsFromMs(hours, nowMs)).toBe(fromMs);
  });

  it('that are no whole number are a day', () => {
    expect([undefined, 0, 7].map(sensorHoursAsked)).toEqual([24, 0, 7]);
  });
});

it('readings are those from a time on, ascending by their own time, those of the future among them', () => {
  const at = (timestamp: string, value = 0): SensorRow => ({
    ...{ sensor_id: 's', sensor_type: 't', value, unit: '', timestamp, location: null, metadata: {} },
  });
  const rows = [
    at('2026-01-31T00:05:00+00:00'),
    at('2026-01-30T23:00:00.123+00:00', 1),
    at('2026-01-30T22:59:59.999999+00:00'),
    at('2026-01-30T23:00:00+00:00'),
    at('2026-01-30T23:00:00.123+00:00', 2),
    at('2026-01-30T23:00:00.123456+00:00'),
  ];
  expect(readingsSince(rows, nowMs - hourMs)).toEqual([rows[3], rows[1], rows[4], rows[5], rows[0]]);
});
