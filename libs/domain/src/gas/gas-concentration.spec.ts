import { describe, expect, it } from '@jest/globals';
import { goldenExample, vectors } from '../suite/vectors.js';
import { gasToPpm, lelPctOf, lowerExplosiveLimitOf, mgPerM3Of } from './gas-concentration.js';

interface GasRules {
  readonly lel_vol_percent: Readonly<Record<string, number | { iec: number; iso10156: number }>>;
  readonly molar_mass_g_mol: Readonly<Record<string, number>>;
}

describe('the concentration of a gas', () => {
  const { lel_vol_percent: limits, molar_mass_g_mol: masses } = vectors<GasRules>('gas-rules');

  it.each(Object.entries(limits))('knows at what share of the air %s begins to explode', (gas, limit) => {
    expect(lowerExplosiveLimitOf(gas)).toBe(typeof limit === 'number' ? limit : limit.iec);
  });

  it.each(Object.entries(masses))('knows the mass of %s', (gas, mass) => {
    expect(mgPerM3Of(gas, 24.45)).toBeCloseTo(mass, 9);
  });

  it('is told in percent of the lower explosive limit, also by a limit of one’s own', () => {
    const { in: given, out } = goldenExample('ch4 lel');
    expect(lelPctOf('CH4', given['ppm']!, given['lel_vol_percent'])).toBeCloseTo(Number(out['lel_percent']));
    expect(lelPctOf('CH4', given['ppm']!)).toBeCloseTo(10);
    expect(lelPctOf('CH4', 5_000, 5)).toBeCloseTo(10);
    expect(lelPctOf('CO2', 1)).toBeUndefined();
  });

  it('is told in milligrams per cubic metre', () => {
    const { in: given, out } = goldenExample('co mg');
    expect(mgPerM3Of('CO', given['ppm']!)).toBeCloseTo(Number(out['mg_m3']), 2);
    expect(mgPerM3Of('LAUGHTER', 1)).toBeUndefined();
  });

  it('comes back to ppm from what it was told in', () => {
    expect(gasToPpm('CO', mgPerM3Of('CO', 30)!, 'mg/m3')).toBe(30);
    expect(gasToPpm('CO', mgPerM3Of('CO', 30)! * 1_000, 'µg/m³')).toBe(30);
    expect(gasToPpm('CH4', 10, 'LEL')).toBe(4_400);
    expect(gasToPpm('CH4', 10, 'ppm')).toBeUndefined();
    expect(gasToPpm('DUST', 10, 'mg/m3')).toBeUndefined();
  });
});
