import { describe, expect, it } from '@jest/globals';
import { goldenExample } from '../suite/vectors.js';
import { type CellQualities, cellQualities, type CellValues, isPowerOf } from './cell-qualities.js';

describe('cellQualities', () => {
  it('takes a power for right that is nearly voltage times current', () => {
    const { in: given, out } = goldenExample('battery power check');
    const [voltageV, currentA] = [given['voltage']!, given['current_ma']! / 1_000];
    expect(voltageV * currentA * 1_000).toBeCloseTo(Number(out['expected_mw']), 2);
    expect(isPowerOf(given['power_mw']! / 1_000, voltageV, currentA)).toBe(out['ok']);
    expect(isPowerOf(0.5, voltageV, currentA)).toBe(false);
    expect(isPowerOf(0.004, 3.7, 0)).toBe(true);
    expect(isPowerOf(3.7, 3.7, -1)).toBe(true);
  });

  it.each<[string, CellValues, CellQualities]>([
    ['finds nothing', { voltageV: 3.7, currentA: 1, powerW: 3.7, acsCurrentA: 1.25 }, {}],
    [
      'finds a power that is not their product',
      { voltageV: 3.7, currentA: 1, powerW: 5 },
      { powerW: 'suspect' },
    ],
    [
      'finds a second ammeter that disagrees',
      { voltageV: 3.7, currentA: 1, acsCurrentA: 1.31 },
      { acsCurrentA: 'suspect' },
    ],
    ['leaves 20 % of a large current', { voltageV: 3.7, currentA: 10, acsCurrentA: 11.9 }, {}],
    [
      'misses a sensor that says nothing at all',
      { voltageV: 0, currentA: 0, powerW: 0, acsCurrentA: 3 },
      { voltageV: 'missing', currentA: 'missing', powerW: 'missing' },
    ],
    ['does not compare with what was not said', { powerW: 5, acsCurrentA: 7, currentA: 1 }, {}],
  ])('%s', (_, values, qualities) => {
    expect(cellQualities(values)).toEqual(qualities);
  });
});
