import { expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { lookBackMs } from './count-qualities.js';
import { doubtsOf, doubtWords } from './doubts.js';
import { durationText } from './duration-text.js';

it('counts what is doubtful of the newest values, and says it in words', () => {
  const state = (quality?: 'missing' | 'suspect') => ({ value: 1, atMs: 1, ...(quality && { quality }) });
  const metrics = { a: state('suspect'), b: state('missing'), c: state('suspect'), d: state() };
  expect(doubtWords(doubtsOf({ metrics }), en, String)).toBe('1 missing, 2 suspect');
  expect(doubtWords(doubtsOf({ metrics: { d: state() } }), en, String)).toBeUndefined();
});

it.each([
  [0, 60_000, 3_600_000],
  [1, 5_000, 3_600_000],
  [10, 1_000, 500_000],
  [9_999, 1_000, 1_000],
])('looks back on %d series each %d ms for %d ms', (series, intervalMs, expected) => {
  expect(lookBackMs(series, intervalMs)).toBe(expected);
});

it.each([
  [200, '200 ms'],
  [1_974, '2 secs'],
  [5_000, '5 secs'],
  [90_000, '1.5 mins'],
  [36_000_000, '10 hrs'],
])('says %d ms as %s', (ms, expected) => {
  expect(durationText(ms, 'en-GB')).toBe(expected);
});
