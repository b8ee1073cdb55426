import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readNumber } from './number.js';

describe('readNumber', () => {
  it.each([
    [23.5, 23.5],
    [2 ** 64, 2 ** 64],
    ['23.5', 23.5],
    [' -1e3\n', -1_000],
    ['+.5', 0.5],
    ['5.', 5],
    ['1_000', 1_000],
    [true, 1],
    [false, 0],
  ])('takes %j for %d', (value, expected) => {
    expect(readNumber(value)).toBe(expected);
  });

  it.each([
    [undefined, /missing/],
    [null, /null/],
    ['', /""/],
    [' ', /" "/],
    ['abc', /"abc"/],
    ['nan', /"nan"/],
    ['-inf', /"-inf"/],
    ['Infinity', /"Infinity"/],
    ['0x10', /"0x10"/],
    ['1,5', /"1,5"/],
    ['1__0', /"1__0"/],
    ['_1', /"_1"/],
    [[1], /\[1\]/],
    [{ a: 1 }, /\{"a":1\}/],
    [Number.NaN, /beyond/],
    [Infinity, /beyond/],
    ['1e999', /beyond/],
    ['x'.repeat(1_000), /^.{1,200}$/],
  ])('says what is wrong with %j', (value, words) => {
    expect(readNumber(value)).toMatch(words);
  });

  it('reads the text of every number', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(finite, (value) => expect(readNumber(String(value))).toBe(value + 0)));
  });

  it('gives a finite number or words, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const number = readNumber(value);
        expect(typeof number === 'string' || Number.isFinite(number)).toBe(true);
      }),
    );
  });
});
