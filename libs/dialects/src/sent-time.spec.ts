import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sentTimeOf } from './sent-time.js';

describe('a time as devices write it', () => {
  it.each([
    [1_735_732_800, 1_735_732_800_000, 0],
    [1_735_732_800.12, 1_735_732_800_120, 0],
    [1_735_732_800_123, 1_735_732_800_123, 0],
    [1_735_732_800_123_456, 1_735_732_800_123, 456],
    [1_735_732_800_123_456_000, 1_735_732_800_123, 456],
    ['2025-01-01T12:00:00.5Z', 1_735_732_800_500, 0],
    [0, 0, 0],
    [-1, -1_000, 0],
  ])('%s is read', (value, atMs, restUs) => {
    expect(sentTimeOf('ts', value)).toMatchObject({ atMs, restUs, key: 'ts', ifImpossible: 'refuse' });
  });

  it.each([[undefined], [null], ['noon'], [Number.NaN], [Infinity], [{}], [true]])('%s is none', (value) =>
    expect(sentTimeOf('ts', value)).toBeUndefined(),
  );

  it('is never anything but whole milliseconds and less than a thousand microseconds', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { atMs, restUs } = sentTimeOf('ts', value)!;
        expect(Number.isInteger(atMs)).toBe(true);
        expect(restUs! >= 0 && restUs! < 1_000).toBe(true);
      }),
    );
  });
});
