import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gapsOf } from './gaps.js';

describe('gapsOf', () => {
  it.each([
    ['nothing', [], 0, []],
    ['one reading', [5], 0, []],
    ['two readings: their distance is the usual one', [0, 1_000_000], 0, []],
    ['a steady sensor', [0, 10, 20, 30], 0, []],
    ['three times the usual distance', [0, 10, 20, 50], 0, []],
    ['a little more', [0, 10, 20, 51], 0, [[20, 51]]],
    [
      'two silences',
      [0, 10, 20, 30, 100, 110, 120, 900],
      0,
      [
        [30, 100],
        [120, 900],
      ],
    ],
    ['windows of which three lack', [0, 60, 120, 300], 60, []],
    ['windows of which four lack', [0, 60, 120, 420], 60, [[120, 420]]],
    ['a sensor that speaks once in ten windows', [0, 600, 1_200, 1_800], 60, []],
    [
      'the median, not the mean: a long silence does not hide a short one',
      [0, 1, 2, 3, 10, 1_000_000],
      0,
      [
        [3, 10],
        [10, 1_000_000],
      ],
    ],
    ['several readings at one time', [0, 0, 0, 10], 0, [[0, 10]]],
  ] as const)('%s', (_name, atMs, stepMs, gaps) => {
    expect(gapsOf(atMs, stepMs)).toEqual(gaps);
  });

  it('only ever names neighbours, in order, further apart than three steps', () => {
    const times = fc.array(fc.nat(1_000_000), { maxLength: 50 }).map((ms) => ms.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.nat(10_000), (atMs, stepMs) => {
        const gaps = gapsOf(atMs, stepMs);
        for (const [from, to] of gaps) {
          expect(atMs[atMs.lastIndexOf(from) + 1]).toBe(to);
          expect(to - from).toBeGreaterThan(3 * stepMs);
        }
        expect(gaps).toEqual(gaps.toSorted(([a], [b]) => a - b));
      }),
    );
  });
});
