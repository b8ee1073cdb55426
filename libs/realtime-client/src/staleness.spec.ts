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
  const offline = aDevice({ connection: 'offline' });
  const commanded = aDevice({ device: 'battery:default', connection: 'unknown' });
  it.each([
    ['without devices', [], false],
    ['of an offline device and the commanded battery', [offline, commanded], false],
    ['of a device that is online', [offline, aDevice({ device: 'battery:b2' })], true],
    ['of a device that never said whether it is online', [aDevice({ connection: 'unknown' })], true],
  ])('%s: %#', (_, devices, expected) => {
    expect(expectsReports(applySnapshot({ atMs: 0, devices }))).toBe(expected);
  });
});
