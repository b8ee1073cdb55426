import { describe, expect, it } from '@jest/globals';
import { magnitudeOf } from './magnitude.js';

describe('magnitudeOf', () => {
  it.each([
    ['10', 10],
    [' 2,5 ', 2.5],
    ['0', 0],
    ['1e3', 1_000],
    ['', undefined],
    ['-1', undefined],
    ['ten', undefined],
    ['1e999', undefined],
    ['1,2,3', undefined],
  ])('reads "%s"', (typed, expected) => {
    expect(magnitudeOf(typed)).toBe(expected);
  });
});
