import { describe, expect, it } from '@jest/globals';
import { displaySettings, displayWith, usualDisplay } from './display.js';

describe('the display settings', () => {
  it('are the usual ones without a word of the site', () => {
    expect(displayWith({})).toEqual(usualDisplay);
    expect(displaySettings.parse(usualDisplay)).toEqual(usualDisplay);
  });

  it('change only what the site says', () => {
    const own = displayWith({
      thresholds: {
        cell: { temperatureC: { criticalAbove: 55 } },
        sensor: { humidityPct: { warningAbove: 70 } },
      },
      gasDangerPpm: { CH4: 4_400 },
      gasBandsPct: [10, 20, 40, 60, 80],
    });
    expect(own.thresholds.cell).toEqual({
      ...usualDisplay.thresholds.cell,
      temperatureC: { criticalAbove: 55 },
    });
    expect(own.thresholds.sensor).toEqual({ humidityPct: { warningAbove: 70 } });
    expect(own.gasDangerPpm).toMatchObject({ CH4: 4_400, H2: 1_000 });
    expect(own.gasBandsPct).toEqual([10, 20, 40, 60, 80]);
    expect(own.gauges).toEqual(usualDisplay.gauges);
  });

  it.each([
    [
      { gauges: { cell: { powerW: { min: 5, max: 5, bands: [{ upTo: 5, concern: 'good' }] } } } },
      'min must be below max',
    ],
    [
      {
        gauges: {
          cell: {
            powerW: {
              min: 0,
              max: 5,
              bands: [
                { upTo: 3, concern: 'good' },
                { upTo: 2, concern: 'warning' },
              ],
            },
          },
        },
      },
      'must rise',
    ],
    [{ gasBandsPct: [1, 2, 3, 4, 4] }, 'must rise'],
    [{ gasDangerPpm: { CO: 0 } }, 'Too small'],
    [{ colours: { soc: { light: 'blue', dark: '#000000' } } }, 'must be a colour'],
    [{ colour: {} }, 'Unrecognized key'],
  ])('refuse %j', (change, words) => {
    const { error } = displaySettings.safeParse({ ...usualDisplay, ...change });
    expect(error?.issues[0]?.message).toContain(words);
  });
});
