import { describe, expect, it } from '@jest/globals';
import { usualDisplay } from '@kilowatch/contracts';
import fc from 'fast-check';
import { bandsOf, gasLevels, severityOn } from './gas-level.js';

const { gasBandsPct: bandsPct, gasDangerPpm } = usualDisplay;
const methane = { danger: gasDangerPpm['CH4']!, bandsPct };

describe('the level of a gas', () => {
  // The bands of the predecessor's page: up to and with 16, 33, 50, 66 and 83 % of 500 ppm.
  it.each([
    [-1, 'safe'],
    [0, 'safe'],
    [80, 'safe'],
    [80.01, 'low'],
    [165, 'low'],
    [165.01, 'raised'],
    [250, 'raised'],
    [250.01, 'high'],
    [330, 'high'],
    [330.01, 'very-high'],
    [415, 'very-high'],
    [415.01, 'danger'],
    [1e12, 'danger'],
  ] as const)('at %d ppm of methane is %s', (ppm, level) => {
    expect(gasLevels[severityOn(methane, ppm)]).toBe(level);
  });

  it('lies within the ends of its band, whatever the scale', () => {
    const scales = fc.record({
      danger: fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      bandsPct: fc
        .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 5, maxLength: 5 })
        .map((pcts) => pcts.sort((a, b) => a - b)),
    });
    fc.assert(
      fc.property(scales, fc.double({ min: 0, max: 2, noNaN: true }), (scale, share) => {
        const ppm = share * scale.danger;
        const { from, to = Infinity } = bandsOf(scale)[severityOn(scale, ppm)]!;
        const slack = 1e-9 * scale.danger;
        expect(ppm).toBeGreaterThanOrEqual(from - slack);
        expect(ppm).toBeLessThanOrEqual(to + slack);
      }),
    );
  });
});
