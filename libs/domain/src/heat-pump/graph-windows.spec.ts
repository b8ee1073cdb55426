import { describe, expect, it } from '@jest/globals';
import { graphWindowsOf } from './graph-windows.js';

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
