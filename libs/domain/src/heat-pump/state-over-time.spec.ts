import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantsOf, onPercent, silenceMsOf, statesAt } from './state-over-time.js';

const silenceMs = 600;

describe('statesAt', () => {
  it('holds what was said last while the device says anything', () => {
    const said = { atMs: [100, 400], values: [1, 0] };
    const instants = instantsOf([said, { atMs: [0, 100, 200, 300, 500], values: [] }]);
    expect(instants).toEqual([0, 100, 200, 300, 400, 500]);
    expect(statesAt(said, instants, silenceMs)).toEqual([undefined, 1, 1, 1, 0, 0]);
  });

  it('knows nothing after a silence until it is said again', () => {
    const said = { atMs: [0, 2_000], values: [1, 1] };
    expect(statesAt(said, [0, 600, 1_201, 1_500, 2_000], silenceMs)).toEqual([1, 1, undefined, undefined, 1]);
  });
});

describe('onPercent', () => {
  it.each<[string, (number | undefined)[], number[], number]>([
    ['nothing was said', [], [], 0],
    ['the state was never said', [undefined, undefined], [0, 100], 0],
    ['there is one word', [1], [0], 100],
    ['it was off', [0, 0], [0, 100], 0],
    ['it was on for the longer part', [1, 0, 0], [0, 300, 400], 75],
    ['what was before the first word does not count', [undefined, 1, 0, 0], [0, 800, 900, 1_000], 50],
    ['a silence counts for so long only', [1, 0, 0], [0, 5_000, 5_600], 50],
  ])('%s', (_, states, instants, percent) => {
    expect(onPercent(states, instants, silenceMs)).toBe(percent);
  });

  it('stays between 0 and 100', () => {
    const word = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(undefined, 0, 1, 33));
    fc.assert(
      fc.property(fc.uniqueArray(word, { selector: ([atMs]) => atMs }), (words) => {
        const ascending = words.toSorted(([a], [b]) => a - b);
        const [instants, states] = [ascending.map(([atMs]) => atMs), ascending.map(([, state]) => state)];
        const percent = onPercent(states, instants, silenceMs);
        expect(percent >= 0 && percent <= 100).toBe(true);
      }),
    );
  });
});

it('waits for ten minutes at least before a device counts as silent', () => {
  expect([60_000, 300_000, 3_600_000].map(silenceMsOf)).toEqual([600_000, 600_000, 7_200_000]);
});
