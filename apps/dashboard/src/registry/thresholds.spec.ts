import { describe, expect, it } from '@jest/globals';
import { concernOf, thresholdOf } from './thresholds.js';

const display = { thresholds: { gas: { concentrationPpm: { warningAbove: 100 } } } };

describe('thresholdOf', () => {
  it.each([
    ['as usual at the site', undefined, 100],
    ['as set for the metric', { concentrationPpm: { warningAbove: 7 } }, 7],
    [
      'as set for the series',
      { concentrationPpm: { warningAbove: 7 }, 'concentrationPpm/CO/0': {} },
      undefined,
    ],
  ])('is %s', (_, thresholds, expected) => {
    const found = thresholdOf({ kind: 'gas', thresholds }, 'concentrationPpm/CO/0', display);
    expect(found?.warningAbove).toBe(expected);
  });

  it('is nothing where nobody has said anything', () => {
    expect(thresholdOf({ kind: 'sensor' }, 'temperature', display)).toBeUndefined();
    expect(thresholdOf({ kind: 'gas' }, 'batteryPct', undefined)).toBeUndefined();
  });
});

describe('concernOf', () => {
  const threshold = { criticalBelow: 0, warningBelow: 5, warningAbove: 30, criticalAbove: 40 };

  it.each([
    [-1, 'critical'],
    [0, 'warning'],
    [5, 'good'],
    [30, 'good'],
    [30.1, 'warning'],
    [41, 'critical'],
  ])('of %d is %s', (value, expected) => {
    expect(concernOf(value, threshold)).toBe(expected);
  });

  it('is none without limits', () => {
    expect([concernOf(1, undefined), concernOf(1, {})]).toEqual([undefined, undefined]);
  });
});
