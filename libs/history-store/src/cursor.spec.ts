import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CursorPosition, decodeCursor, encodeCursor } from './cursor.js';

const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('a cursor', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.tuple(whole, whole, whole), (position: CursorPosition) => {
        expect(decodeCursor('points', encodeCursor('points', position))).toEqual(position);
      }),
    );
  });

  it('stays within the 200 characters that the contract allows', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(encodeCursor('messages', [most, most, most]).length).toBeLessThan(50);
  });

  it('of one query is refused by another', () => {
    expect(decodeCursor('windows', encodeCursor('points', [1, 2, 3]))).toBeUndefined();
  });

  it('never throws and never yields anything but whole numbers, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeCursor('points', text)?.every(Number.isSafeInteger) ?? true).toBe(true);
      }),
    );
  });

  it.each(['', 'p', 'p-1-2', 'p-1-2-3-4', 'p-1-2--3', 'p-zzzzzzzzzzz-1-1', "p-1-2-3'; DROP TABLE points"])(
    'is not %j',
    (text) => {
      expect(decodeCursor('points', text)).toBeUndefined();
    },
  );
});
