import { describe, expect, it } from '@jest/globals';
import { type Report, withReadings } from './recent-reports.js';

const limits = { nowMs: 100_000, keptMs: 30_000, most: 3 };
const shown = (reports: readonly Report[]) => reports.map(({ atMs, values }) => [atMs, ...values]);

describe('withReadings', () => {
  it('puts what was said at one time beside each other, the newest first', () => {
    const first = withReadings([], [{ metric: 'voltageV', value: 51, atMs: 99_000 }], limits);
    const all = withReadings(
      first,
      [
        { metric: 'currentA', value: 2, atMs: 99_000 },
        { metric: 'voltageV', value: 52, atMs: 99_500 },
      ],
      limits,
    );
    expect(shown(all)).toEqual([
      [99_500, ['voltageV', 52]],
      [99_000, ['voltageV', 51], ['currentA', 2]],
    ]);
  });

  it('forgets what was heard too long ago, and keeps a device whose clock is hours behind', () => {
    const behind = [{ metric: 'voltageV', value: 51, atMs: 5 }];
    const heard = withReadings([], behind, limits);
    expect(shown(withReadings(heard, [], { ...limits, nowMs: 129_999 }))).toEqual([[5, ['voltageV', 51]]]);
    expect(withReadings(heard, [], { ...limits, nowMs: 130_000 })).toEqual([]);
  });

  it('is bounded, and leaves out what no sensor measured', () => {
    const many = [1, 2, 3, 4].map((n) => ({ metric: 'voltageV', value: n, atMs: 99_000 + n }));
    const none = { metric: 'voltageV', value: 0, atMs: 99_100, quality: 'missing' as const };
    expect(withReadings([], [...many, none], limits).map(({ atMs }) => atMs)).toEqual([
      99_004, 99_003, 99_002,
    ]);
  });
});
