import { describe, expect, it } from '@jest/globals';
import { effectsOf } from './effect.js';
import { type FollowInput, followOf, targetOf } from './follow.js';

const input: FollowInput = {
  targetW: -10_000,
  sentAtMs: 0,
  nowMs: 2_000,
  setpointW: -10_000,
  activePowerW: -4_000,
  isReplaced: false,
};

describe('followOf', () => {
  it.each([
    ['waits for the setpoint to be reported', { setpointW: 0 }, 'waiting'],
    ['gives up waiting after 10 s', { setpointW: 0, nowMs: 10_001 }, 'silent'],
    ['sees the ramp', {}, 'ramping'],
    ['sees the setpoint reached, within 2 %', { activePowerW: -9_850 }, 'reached'],
    ['sees a battery that cannot follow', { nowMs: 60_001 }, 'limited'],
    ['does not mistake the other direction for reached', { activePowerW: 10_000 }, 'ramping'],
    ['calls no power silence', { activePowerW: undefined }, 'silent'],
    ['stops when another command came', { isReplaced: true }, 'replaced'],
    ['sees a stop reached', { targetW: 0, setpointW: 0, activePowerW: 12 }, 'reached'],
  ] as const)('%s', (_, over, expected) => {
    expect(followOf({ ...input, ...over })).toBe(expected);
  });
});

describe('targetOf', () => {
  it('makes charge negative and converts units', () => {
    expect(targetOf('charge', 10, 'kW')).toBe(-10_000);
    expect(targetOf('discharge', 0.5, 'MW')).toBe(500_000);
    expect(Object.is(targetOf('charge', 0, 'W'), 0)).toBe(true);
  });
});

describe('effectsOf', () => {
  it('lets the newest of the two commands win', () => {
    const older = { value: 10, atMs: 1 };
    const newer = { value: 5, atMs: 2 };
    expect(effectsOf(older, newer)).toEqual({ charge: 'superseded', discharge: 'active' });
    expect(effectsOf(newer, undefined)).toEqual({ charge: 'active', discharge: 'none' });
    expect(effectsOf(undefined, undefined)).toEqual({ charge: 'none', discharge: 'none' });
  });
});
