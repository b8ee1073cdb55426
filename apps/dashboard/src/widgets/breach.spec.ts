import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { breachOf, marksOf } from './breach.js';

const voltage = { warningBelow: 3, criticalBelow: 2.5, criticalAbove: 4.3 };

describe('breachOf', () => {
  it.each([
    [3, undefined],
    [4.3, undefined],
    [2.99, { concern: 'warning', limit: 3, side: 'below' }],
    [2.5, { concern: 'warning', limit: 3, side: 'below' }],
    [2.4, { concern: 'critical', limit: 2.5, side: 'below' }],
    [4.31, { concern: 'critical', limit: 4.3, side: 'above' }],
  ])('of %d V is %j', (value, breach) => {
    expect(breachOf(value, voltage)).toEqual(breach);
  });

  it('is none where nothing was said', () => {
    expect(breachOf(99, undefined)).toBeUndefined();
    expect(breachOf(99, {})).toBeUndefined();
  });
});

describe('marksOf', () => {
  it('has a line with a word for each threshold that is set', () => {
    expect(marksOf(voltage, en)).toEqual([
      { value: 4.3, label: 'Critical', colour: 'bad' },
      { value: 3, label: 'Warning', colour: 'warning' },
      { value: 2.5, label: 'Critical', colour: 'bad' },
    ]);
    expect(marksOf(undefined, en)).toEqual([]);
  });
});
