import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DirectColumn } from './direct-column.js';
import { readColumn, writeColumn } from './number-column.js';
import { WordWriter } from './words.js';

const numbers = fc.oneof(
  fc.array(fc.constant(0)),
  fc.array(fc.integer({ min: -1_000, max: 1_000 })),
  fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  fc.array(fc.integer({ min: 0, max: 2 ** 49 })),
  fc.array(fc.integer().map((cents) => cents / 100)),
  fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.double({ noNaN: true }) }),
    {
      maxLength: 60,
    },
  ),
  fc.array(fc.float({ noNaN: true })),
  fc.array(fc.double({ noNaN: true })),
);

it('reads each value of a column as the whole column is read', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const writer = new WordWriter();
      writer.word(7);
      writeColumn(writer, Float64Array.from(values), 0, values.length, { isDirect: true });
      const end = writer.length;
      writer.word(7);
      const words = writer.words.slice(0, writer.length);
      const whole = new Float64Array(values.length);
      expect(readColumn(words, 1, whole, 0, values.length)).toBe(end);
      const column = new DirectColumn(words, 1, values.length);
      expect(column.end).toBe(end);
      expect(values.map((_, i) => column.at(i))).toEqual([...whole]);
      expect(values.map((_, i) => new DirectColumn(words, 1, values.length).at(i))).toEqual([...whole]);
      expect([...whole]).toEqual(values);
    }),
  );
});
