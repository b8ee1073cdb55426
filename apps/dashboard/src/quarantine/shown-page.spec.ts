import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '../api/system-api.js';
import { withNewest, without, withOlder } from './shown-page.js';

const refusals = (...numbers: number[]) => numbers.map((number) => ({ number }) as Refusal);
const numbersOf = (shown: { refusals: readonly Refusal[] }) => shown.refusals.map(({ number }) => number);

describe('the refusals on the page', () => {
  const first = withNewest(undefined, { refusals: refusals(9, 8, 7), next: 7 });

  it('begin with the newest', () => {
    expect(first).toMatchObject({ refusals: refusals(9, 8, 7), next: 7 });
  });

  it('go on with older ones, and keep them when newer ones come', () => {
    const both = withOlder(first, { refusals: refusals(6, 5), next: 5 });
    expect([numbersOf(both), both.next]).toEqual([[9, 8, 7, 6, 5], 5]);
    const later = withNewest(both, { refusals: refusals(11, 9, 8), next: 8 });
    expect([numbersOf(later), later.next]).toEqual([[11, 9, 8, 7, 6, 5], 5]);
  });

  it('lose what is no longer kept', () => {
    const both = withOlder(first, { refusals: refusals(6), next: undefined });
    const later = withNewest(both, { refusals: refusals(9, 7), next: undefined });
    expect([numbersOf(later), later.next]).toEqual([[9, 7], undefined]);
    expect(numbersOf(without(both, 8))).toEqual([9, 7, 6]);
  });

  it('begin anew when so many came that there is a gap', () => {
    const later = withNewest(first, { refusals: refusals(20, 19, 18), next: 18 });
    expect([numbersOf(later), later.next]).toEqual([[20, 19, 18], 18]);
  });
});
