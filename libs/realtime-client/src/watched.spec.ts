import { describe, expect, it } from '@jest/globals';
import { covers, everything, nothing, unionOf, type Watched } from './watched.js';

const gas: Watched = { kinds: ['gas'] };
const g1: Watched = { devices: ['gas:g1'] };
const b1: Watched = { devices: ['battery:b1'] };

describe('covers', () => {
  it.each<[string, Watched, Watched, boolean]>([
    ['everything: a kind', everything, gas, true],
    ['a kind: everything', gas, everything, false],
    ['a kind: a device of it', gas, g1, true],
    ['a kind: a device of another', gas, b1, false],
    ['a device: its kind', g1, gas, false],
    ['a device: itself', b1, b1, true],
    ['a device and a kind: both', { ...b1, ...gas }, { devices: ['battery:b1', 'gas:g1'] }, true],
    ['anything: nothing', nothing, nothing, true],
    ['a kind whose name begins another id', { kinds: ['gas'] }, { devices: ['gas-meter:1'] }, false],
  ])('%s', (_, wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });
});

describe('unionOf', () => {
  it('is the same whatever the order, and names no device of a watched kind', () => {
    const parts = [b1, { kinds: ['gas', 'cell'] } satisfies Watched, g1, b1];
    const whole = { kinds: ['cell', 'gas'], devices: ['battery:b1'] };
    expect(unionOf(parts, 10)).toEqual(whole);
    expect(unionOf(parts.toReversed(), 10)).toEqual(whole);
  });

  it('is everything when a part is, or when it names more devices than a request may', () => {
    expect(unionOf([gas, everything], 10)).toEqual(everything);
    expect(unionOf([{ devices: ['cell:1', 'cell:2'] }, b1], 2)).toEqual(everything);
  });

  it('of nothing follows nothing', () => {
    expect(unionOf([nothing, {}], 10)).toEqual({ kinds: [], devices: [] });
  });
});
