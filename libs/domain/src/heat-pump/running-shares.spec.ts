import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runningShares } from './running-shares.js';

const minuteMs = 60_000;
const instantsOf = (states: readonly unknown[]) => states.map((_, i) => i * minuteMs);
const sharesOf = (compressor: (number | undefined)[], heater: (number | undefined)[]) =>
  runningShares({ compressor, heater }, instantsOf(compressor), 10 * minuteMs);

describe('runningShares', () => {
  it('tells what ran alone from what ran together', () => {
    const shares = sharesOf([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 33, 33, 0, 0, 0, 0, 0, 0, 0]);
    expect(shares).toEqual({ compressorAlone: 20, together: 10, heaterAlone: 10, idle: 60 });
  });

  it('counts the time in which the compressor was known, and a heater that says nothing as off', () => {
    const shares = sharesOf([undefined, undefined, 1, 0, 0], [50, 50, undefined, undefined, undefined]);
    expect(shares).toEqual({ compressorAlone: 50, together: 0, heaterAlone: 0, idle: 50 });
    expect(sharesOf([undefined], [100])).toEqual({
      compressorAlone: 0,
      together: 0,
      heaterAlone: 0,
      idle: 0,
    });
  });

  it('makes a whole of whatever was said', () => {
    const state = fc.option(fc.constantFrom(0, 1, 40), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(state, state), { minLength: 2 }), (pairs) => {
        const shares = sharesOf(
          pairs.map(([compressor]) => compressor),
          pairs.map(([, heater]) => heater),
        );
        const sum = Object.values({ ...shares }).reduce((a, b) => a + b);
        const isKnown = pairs.some(([compressor]) => compressor !== undefined);
        expect(sum).toBeCloseTo(isKnown ? 100 : 0, 6);
      }),
    );
  });
});
