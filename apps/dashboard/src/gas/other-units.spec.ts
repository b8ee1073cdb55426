import { describe, expect, it } from '@jest/globals';
import { otherUnitsOf } from './other-units.js';

const said = (gas: string, ppm: number) =>
  otherUnitsOf(gas, ppm).map(({ value, unit }) => `${Number(value.toPrecision(3))} ${unit}`);

describe('a concentration in other units', () => {
  it.each([
    ['CH4', 4_400, ['10 %LEL', '2890 mg/m³']],
    ['LPG', 34, ['0.2 %LEL', '61.3 mg/m³']],
    ['CO', 12, ['13.7 mg/m³']],
    ['CO', 12_500, ['10 %LEL', '1.25 vol%']],
    ['O2', 209_000, ['20.9 vol%']],
    ['XYZ', 5, []],
    ['H2', 1e12, []],
    ['H2', -1, []],
  ])('is for %s at %d ppm %j', (gas, ppm, expected) => {
    expect(said(gas, ppm)).toEqual(expected);
  });
});
