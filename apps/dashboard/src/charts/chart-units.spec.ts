import { describe, expect, it } from '@jest/globals';
import { formatFor } from '../format/format.js';
import { axisWords, valueText } from './chart-units.js';

const format = formatFor('en-GB');

describe('numbers of a chart', () => {
  it.each([
    [3_200, 'W', '3.2\u00a0kW'],
    [-2_500_000, 'Wh', '-2.5\u00a0MWh'],
    [850, 'W', '850\u00a0W'],
    [3_200, 'ppm', '3,200\u00a0ppm'],
    [21.45, '°C', '21.45\u00a0°C'],
    [7, '', '7'],
  ])('writes %p %s as %s', (value, unit, text) => {
    expect(valueText(value, unit, format)).toBe(text);
  });

  it('writes all of an axis in the unit of its end', () => {
    const { unit, write } = axisWords('W', 10_000, 'en-GB', format);
    expect([unit, write(2_500), write(0), write(-7_500)]).toEqual(['kW', '2.5', '0', '-7.5']);
  });

  it.each([
    [1e-9, '1E-9'],
    [0.1 + 0.2, '0.3'],
    [1e12, '1E12'],
    [12_500, '12,500'],
  ])('writes %p on an axis as short as can be', (value, text) => {
    expect(axisWords('', value, 'en-GB', format).write(value)).toBe(text);
  });
});
