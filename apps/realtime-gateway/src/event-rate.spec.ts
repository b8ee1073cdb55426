import { describe, expect, it } from '@jest/globals';
import { EventRate } from './event-rate.js';

const verdicts = (rate: EventRate, count: number, atMs: number) =>
  Array.from({ length: count }, () => rate.take(atMs));

describe('EventRate', () => {
  it('allows so many events in a second, says once that it was more, ignores the rest and calls ten times as many a flood', () => {
    const rate = new EventRate(2);
    expect(verdicts(rate, 5, 1_000)).toEqual(['fine', 'fine', 'over', 'ignored', 'ignored']);
    expect(verdicts(rate, 15, 1_999)).toEqual(Array(15).fill('ignored'));
    expect(rate.take(1_999)).toBe('flood');
    expect(verdicts(rate, 3, 2_000)).toEqual(['fine', 'fine', 'over']);
  });

  it('starts anew when the clock is set back', () => {
    const rate = new EventRate(1);
    verdicts(rate, 2, 1_000_000);
    expect(rate.take(5)).toBe('fine');
  });
});
