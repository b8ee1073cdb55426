import { type DeviceKind, deviceKind } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCanonical } from './to-canonical.js';

describe('toCanonical', () => {
  it.each<[DeviceKind, string, number, string, number, string]>([
    ['cell', 'currentA', 150.5, 'mA', 0.1505, 'A'],
    ['cell', 'powerW', 555.85, 'mW', 0.55585, 'W'],
    ['sensor', 'temperature', 74.3, '°F', 23.5, '°C'],
    ['sensor', 'temperature', 74.3, 'fahrenheit', 23.5, '°C'],
    ['sensor', 'temperature', 296.65, 'K', 23.5, '°C'],
    ['sensor', 'temperature', 23.5, 'C', 23.5, '°C'],
    ['sensor', 'used', 1_500, 'Wh', 1.5, 'kWh'],
    ['sensor', 'used', 3.6, 'MJ', 1, 'kWh'],
    ['meter', 'energyTotalKwh', 90_000, 'Wmin', 1.5, 'kWh'],
    ['battery', 'energyInWh', 1.5, 'kWh', 1_500, 'Wh'],
    ['heat-pump', 'additional_heat_power', 3_000, 'W', 3, 'kW'],
    ['sensor', 'load', 2, 'MW', 2_000_000, 'W'],
    ['sensor', 'load', 2, 'mw', 0.002, 'W'],
    ['sensor', 'load', 2, 'KW', 2_000, 'W'],
    ['sensor', 'made', 2, 'MWH', 2_000, 'kWh'],
    ['sensor', 'pressure', 101_325, 'Pa', 1_013.25, 'hPa'],
    ['sensor', 'pressure', 1, 'atm', 1_013.25, 'hPa'],
    ['sensor', 'co2', 500_000, 'ppb', 500, 'ppm'],
    ['sensor', 'salt', 350, '‰', 35, '%'],
  ])('converts a %s’s %s of %d %s to %d %s', (kind, metric, value, sentUnit, stored, unit) => {
    expect(toCanonical(kind, metric, value, sentUnit)).toEqual({ value: stored, unit, sentUnit });
  });

  it('takes the unit of a known metric where the device gives none, or gives that', () => {
    expect(toCanonical('cell', 'voltageV', 3.7)).toEqual({ value: 3.7, unit: 'V' });
    expect(toCanonical('meter', 'activePowerW', 7, 'W')).toEqual({ value: 7, unit: 'W' });
    expect(toCanonical('sensor', 'temperature', 7, ' ')).toEqual({ value: 7, unit: '' });
    expect(toCanonical('heat-pump', 'hot_water_difference', 5, 'K')).toEqual({ value: 5, unit: 'K' });
  });

  it.each<[string, DeviceKind, string, string]>([
    ['nobody knows', 'sensor', 'wetness', 'furlongs'],
    ['nobody knows, of a metric that has one', 'meter', 'activePowerW', 'horses'],
    ['is of something else than the metric', 'meter', 'activePowerW', '°C'],
    ['is mega of what has none', 'sensor', 'x', 'MA'],
  ])('leaves a number in a unit that %s as it was said', (_, kind, metric, unit) => {
    expect(toCanonical(kind, metric, 5, unit)).toEqual({ value: 5, unit });
  });

  it.each([
    ['CH4/0', 10, '%LEL', 4_400],
    ['CH4', 10, '% lel', 4_400],
    ['CO/2', 34.37, 'mg/m³', 30.001_660_121_4],
    ['O2/1', 20.9, '%', 209_000],
    ['co2/0', 0.5, 'vol%', 5_000],
  ])('takes the gas from the index: %s %d %s is %d ppm', (index, value, sentUnit, ppm) => {
    const { value: stored, ...rest } = toCanonical('gas', 'concentrationPpm', value, sentUnit, index);
    expect(stored).toBeCloseTo(ppm, 6);
    expect(rest).toEqual({ unit: 'ppm', sentUnit });
  });

  it('leaves %LEL of a gas that does not burn as it was said', () => {
    expect(toCanonical('gas', 'concentrationPpm', 10, '%LEL', 'NO2/0')).toEqual({ value: 10, unit: '%LEL' });
  });

  it.each<[DeviceKind, string, string]>([
    ['gas', 'concentrationPpm', '%LEL'],
    ['gas', 'concentrationPpm', 'vol%'],
    ['gas', 'concentrationPpm', 'mg/m3'],
    ['sensor', 'power', 'MW'],
  ])('leaves what would be beyond all numbers as it was said: %s, %s in %s', (kind, metric, unit) => {
    for (const value of [Number.MAX_VALUE, -Number.MAX_VALUE]) {
      const canonical = toCanonical(kind, metric, value, unit, 'CH4/0');
      expect(Number.isFinite(canonical.value)).toBe(true);
    }
  });

  it('gives a finite number and a unit of bounded length, whatever comes', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('MW', '__proto__', 'x'.repeat(300)));
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...deviceKind.options),
        text,
        value,
        text,
        text,
        (kind, metric, v, unit, index) => {
          const canonical = toCanonical(kind, metric, v, unit, index);
          expect(Number.isFinite(canonical.value)).toBe(true);
          expect(canonical.unit.length).toBeLessThanOrEqual(40);
        },
      ),
    );
  });
});
