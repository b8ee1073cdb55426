import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { emptyTrail, extendTrail } from './live-trail.js';

const limits = { fromMs: 0, maxSamples: 100 };
const at = (atMs: number, value = atMs) => ({ metric: 'socPct', atMs, value });

describe('the live trail', () => {
  it('appends, replaces the same time and sorts what comes late', () => {
    const first = extendTrail(emptyTrail, [at(1_000), at(3_000)], limits);
    const second = extendTrail(first, [at(2_000), at(3_000, 7)], limits);
    expect(second.series.get('socPct')).toEqual([
      [1_000, 1_000],
      [2_000, 2_000],
      [3_000, 7],
    ]);
    expect(first.series.get('socPct')).toHaveLength(2);
  });

  it('forgets what left the window', () => {
    const trail = extendTrail(emptyTrail, [at(1_000), at(9_000)], { ...limits, fromMs: 5_000 });
    expect(trail.series.get('socPct')).toEqual([[9_000, 9_000]]);
  });

  it('stays sorted, without repeated times and within its bound, whatever comes', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 80 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(batches, (all) => {
        const trail = all.reduce(
          (known, times) =>
            extendTrail(
              known,
              times.map((atMs) => at(atMs)),
              limits,
            ),
          emptyTrail,
        );
        const times = (trail.series.get('socPct') ?? []).map(([atMs]) => atMs);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        expect(times.length).toBeLessThanOrEqual(limits.maxSamples * 1.5);
      }),
    );
  });
});
