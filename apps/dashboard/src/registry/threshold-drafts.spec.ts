import { describe, expect, it } from '@jest/globals';
import { changedThresholds, type Draft, draftOf, problemOf, thresholdIn } from './threshold-drafts.js';

const aDraft = (part: Partial<Draft> = {}): Draft => ({ ...draftOf(undefined), ...part });

describe('limits that are being filled in', () => {
  it.each([
    [{}, undefined],
    [{ warningAbove: '30', criticalAbove: '40,5' }, undefined],
    [{ criticalBelow: '-5', warningBelow: '-5' }, undefined],
    [{ warningAbove: 'hot' }, { limit: 'warningAbove', problem: 'not-a-number' }],
    [{ criticalAbove: '1e999' }, { limit: 'criticalAbove', problem: 'not-a-number' }],
    [
      { warningAbove: '30', criticalAbove: '20' },
      { limit: 'criticalAbove', problem: 'out-of-order' },
    ],
    [
      { criticalBelow: '3', warningAbove: '2' },
      { limit: 'warningAbove', problem: 'out-of-order' },
    ],
  ])('finds in %j %j', (part, expected) => {
    expect(problemOf(aDraft(part))).toEqual(expected);
  });

  it('come back as the numbers they were', () => {
    const threshold = { warningBelow: -1e-9, criticalAbove: 1e12 };
    expect(thresholdIn(draftOf(threshold))).toEqual(threshold);
    expect(thresholdIn(aDraft({ warningAbove: ' 1,5 ', warningBelow: '−3' }))).toEqual({
      warningBelow: -3,
      warningAbove: 1.5,
    });
  });

  it('are set for the device only where they are not as usual; emptied, they hold nowhere', () => {
    const usual = (key: string) => (key === 'temperatureC' ? { warningAbove: 30 } : undefined);
    const same = { temperatureC: aDraft({ warningAbove: '30' }), powerW: aDraft() };
    expect(changedThresholds(same, usual)).toBeNull();
    const changed = { temperatureC: aDraft(), powerW: aDraft({ criticalAbove: '9' }) };
    expect(changedThresholds(changed, usual)).toEqual({ temperatureC: {}, powerW: { criticalAbove: 9 } });
  });
});
