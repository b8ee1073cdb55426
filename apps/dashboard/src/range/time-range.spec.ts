import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parametersOf, rangeIn } from './time-range.js';

const inQuery = (text: string) => rangeIn(new URLSearchParams(text));

describe('the range in the address', () => {
  it('is a preset or two times', () => {
    expect(inQuery('range=6h')).toEqual({ preset: '6h' });
    expect(inQuery('from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00%2B01:00')).toEqual({
      preset: 'custom',
      fromMs: Date.UTC(2026, 0, 1),
      toMs: Date.UTC(2026, 0, 1, 23),
    });
  });

  it.each([
    '',
    'range=5h',
    'range=custom',
    'from=2026-01-01',
    'from=x&to=y',
    'from=2026-01-02&to=2026-01-01',
  ])('is none in "%s"', (text) => {
    expect(inQuery(text)).toBeUndefined();
  });

  it('comes back from what is written', () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }));
    fc.assert(
      fc.property(times, ([fromMs, lengthMs]) => {
        const range = { preset: 'custom', fromMs, toMs: fromMs + lengthMs } as const;
        const given = Object.entries(parametersOf(range)).filter(([, value]) => value !== undefined);
        expect(rangeIn(new URLSearchParams(given as [string, string][]))).toEqual(range);
      }),
    );
  });
});
