import { describe, expect, it } from '@jest/globals';
import { reported } from './age.js';

const now = 1_000_000;

describe('reported', () => {
  it('is none without a value', () => {
    expect(reported(undefined, now, now)).toMatchObject({ freshness: 'none', value: undefined });
  });

  it.each([
    [0, 'fresh'],
    [10_000, 'fresh'],
    [10_001, 'stale'],
  ])('calls a value of %d ms %s', (ageMs, freshness) => {
    expect(reported({ value: 1, atMs: now - ageMs }, now, now)).toMatchObject({ ageMs, freshness });
  });

  it('calls a value of unknown age stale, however lately it came', () => {
    const retained = { value: 1, atMs: now, quality: 'stale' as const };
    expect(reported(retained, now, now).freshness).toBe('stale');
  });

  it('goes stale when the device falls silent, even if its clock runs ahead', () => {
    const ahead = { value: 1, atMs: now + 3_600_000 };
    expect(reported(ahead, now, now + 11_000).freshness).toBe('stale');
  });
});
