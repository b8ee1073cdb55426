import { expect, it } from '@jest/globals';
import { wholeNumberIn } from './whole-number.js';

it.each<[unknown, number | undefined]>([
  ['100', 100],
  [' +7 ', 7],
  ['-1', -1],
  ['007', 7],
  ['1_000', 1_000],
  ['9'.repeat(400), Infinity],
  [['3', '4'], 3],
  ['', undefined],
  ['abc', undefined],
  ['1.5', undefined],
  ['1.0', undefined],
  ['1e9', undefined],
  ['0x10', undefined],
  ['1__0', undefined],
  ['- 1', undefined],
  ['2025-01-21T09:00:00Z', undefined],
  [undefined, undefined],
  [[], undefined],
  [{ a: '1' }, undefined],
])('%j is the whole number %p', (parameter, number) => {
  expect(wholeNumberIn(parameter)).toBe(number);
});
