import { describe, expect, it } from '@jest/globals';
import { applySnapshot } from './live-model.js';
import { expectsReports, isStale } from './staleness.js';
import { aDevice } from './suite/live-server.js';

describe('isStale', () => {
  it.each([
    [0, false],
    [10_000, false],
    [10_001, true],
    [-5_000, false], // clocks differ a little
  ])('after a silence of %d ms is %s', (silenceMs, expected) => {
    expect(isStale(1_000_000, 1_000_000 + silenceMs)).toBe(expected);
  });
});

describe('expectsReports', () => {
  const everySecond = { expectedIntervalMs: 1_000 };
  const offline = aDevice({ ...everySecond, connection: 'offline' });
  const commanded = aDevice({ ...everySecond, device: 'battery:default', connection: 'unknown' });
  const known = aDevice({ ...everySecond, device: 'battery:b3', silentSinceMs: 1 });
  const slow = aDevice({ device: 'sensor:cellar', expectedIntervalMs: 600_000 });
  it.each([
    ['no devices', [], 10_000, false],
    [
      'an offline device, one known to be silent and the commanded battery',
      [offline, known, commanded],
      1e9,
      false,
    ],
    ['a device that reports every second', [offline, aDevice(everySecond)], 5_001, true],
    ['one that may still be on its way', [aDevice(everySecond)], 5_000, false],
    [
      'one that never said whether it is online',
      [aDevice({ ...everySecond, connection: 'unknown' })],
      5_001,
      true,
    ],
    ['one that reports every ten minutes', [slow], 60_000, false],
    ['one of which nobody knows how often it reports', [aDevice()], 1e9, false],
  ])('of %s', (_, devices, silentMs, expected) => {
    expect(expectsReports(applySnapshot({ atMs: 0, devices }), silentMs)).toBe(expected);
  });
});
