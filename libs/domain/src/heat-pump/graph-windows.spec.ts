import { describe, expect, it } from '@jest/globals';
import { graphStepMs, graphWindowsOf, reckonedStepMs } from './graph-windows.js';

const minutes = (count: number) => count * 60_000;

describe('graphWindowsOf', () => {
  it.each([
    ['1m', 1, 5],
    ['15m', 15, 5],
    ['999m', 999, 5],
    ['1h', 60, 1],
    ['2h', 120, 2],
    ['6h', 360, 2],
    ['7h', 420, 5],
    ['24h', 1_440, 5],
    ['25h', 1_500, 10],
    ['1d', 1_440, 5],
    ['2d', 2_880, 15],
    ['7d', 10_080, 15],
    ['8d', 11_520, 60],
    ['30d', 43_200, 60],
    ['90d', 129_600, 240],
    ['007d', 10_080, 15],
  ])('%s is %d minutes in windows of %d', (range, length, step) => {
    expect(graphWindowsOf(range)).toEqual({ lengthMs: minutes(length), stepMs: minutes(step) });
  });

  it.each(['', '0h', '24', 'h', '1w', '1000h', '-1h', '1.5h', ' 1h', '1h ', '1H', '24h) |> drop()', '１h'])(
    'refuses %j',
    (range) => {
      expect(graphWindowsOf(range)).toBeUndefined();
    },
  );
});

describe('graphStepMs', () => {
  it.each([
    [1, 1],
    [60, 1],
    [360, 2],
    [1_440, 5],
    [10_080, 15],
    [43_200, 60],
    [129_600, 240],
    [525_600, 720],
  ])('a span of %d minutes is shown in windows of %d', (length, step) => {
    expect(graphStepMs(minutes(length))).toBe(minutes(step));
    expect(graphStepMs(minutes(length) + 1)).toBe(minutes(step));
  });

  it('makes a picture of half a century of whole days', () => {
    const years = 50 * 525_600;
    const step = graphStepMs(minutes(years));
    expect([step % minutes(1_440), minutes(years) / step <= 750]).toEqual([0, true]);
  });
});

describe('reckonedStepMs', () => {
  it.each([
    [60, 1],
    [10_080, 15],
    [43_200, 15],
    [129_600, 15],
    [525_600, 60],
  ])('a span of %d minutes is reckoned in windows of %d', (length, step) => {
    expect(reckonedStepMs(minutes(length))).toBe(minutes(step));
  });

  it('is never coarser than what is shown', () => {
    const decade = minutes(10 * 525_600);
    expect(reckonedStepMs(decade)).toBe(graphStepMs(decade));
  });
});
