import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { readColumn, writeColumn } from './number-column.js';
import { checkedWords, WordWriter } from './words.js';

const decimal = (digits: number) =>
  fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map((whole) => Number((whole / 10 ** digits).toFixed(digits)));
const anything = fc.double({ noNaN: true, noDefaultInfinity: true });
const awkward = fc.constantFrom(
  ...[0, -0, 5e-324, -2.2e-308, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 50, 2 ** 50 + 1, 2 ** 53],
  ...[Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0.1 + 0.2, 1e-9, 1e-10, 21.299999237060547],
);
const column = fc.oneof(
  ...[0, 1, 3].map((digits) => fc.array(decimal(digits), { maxLength: 300 })),
  fc.array(anything.map(Math.fround), { maxLength: 300 }),
  fc.array(anything, { maxLength: 300 }),
  fc.array(fc.oneof({ arbitrary: decimal(2), weight: 30 }, anything, awkward), { maxLength: 300 }),
  fc.array(fc.oneof(awkward, fc.maxSafeInteger()), { maxLength: 40 }),
  fc.array(fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }).map(Number), { maxLength: 40 }),
);

const bytesOf = (values: readonly number[]): number => {
  const out = new WordWriter();
  writeColumn(out, Float64Array.from(values), 0, values.length);
  return out.length * 4;
};

describe('a column of numbers', () => {
  it('comes back exactly, between others', () => {
    fc.assert(
      fc.property(fc.array(column, { maxLength: 4 }), fc.nat(5), (columns, offset) => {
        const out = new WordWriter();
        for (const values of columns) {
          const padded = Float64Array.from([...Array.from({ length: offset }, () => 7), ...values, 7]);
          writeColumn(out, padded, offset, offset + values.length);
        }
        const words = checkedWords(out.checked());
        let at = 0;
        for (const values of columns) {
          const read = new Float64Array(offset + values.length + 1).fill(7);
          at = readColumn(words, at, read, offset, values.length);
          expect([...read]).toEqual([...Array.from({ length: offset }, () => 7), ...values, 7]);
        }
        expect(at).toBe(words.length);
      }),
    );
  });

  it.each([
    ['times a second apart', (i: number) => 1_790_000_000_000 + i * 1_000, 32],
    ['one and the same number', () => 21.5, 12],
    ['zeros', () => 0, 4],
    ['decimals of one digit', (i: number) => 50 + (i % 16) / 10, 128],
    ['floats of 4 bytes', (i: number) => Math.fround(Math.sin(i)), 128 * 4 + 4],
    ['doubles', (i: number) => Math.sin(i), 128 * 8 + 4],
  ])('of %s is small', (_what, valueOf, most) => {
    expect(bytesOf(Array.from({ length: 128 }, (_, i) => valueOf(i)))).toBeLessThanOrEqual(most);
  });

  it('keeps a few odd values beside the others', () => {
    const values = Array.from({ length: 128 }, (_, i) => (i % 50 === 3 ? Math.sin(i) : i / 10));
    expect(bytesOf(values)).toBeLessThan(128 + 64);
  });
});
