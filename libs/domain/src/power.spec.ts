import { Fault, powerUnit } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromWatts, parsePowerUnit, toKilowatts, toWatts } from './power.js';

const magnitude = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
const unit = fc.constantFrom(...powerUnit.options);

describe('power', () => {
  it.each([
    [10.1, 'kW', 10_100],
    [1.001, 'kW', 1_001],
    [0.015, 'MW', 15_000],
    [1.1, 'W', 1.1],
    [1e-7, 'MW', 0.1],
    [1e21, 'kW', 1e24],
    [0, 'MW', 0],
  ] as const)('makes %d %s exactly %d W', (value, unit, watts) => {
    expect(toWatts(value, unit)).toBe(watts);
  });

  it.each([
    [10_100, 'W', 10.1],
    [7, 'W', 0.007],
    [10.1, 'kW', 10.1],
    [0.0015, 'MW', 1.5],
  ] as const)('makes %d %s exactly %d kW', (value, unit, kilowatts) => {
    expect(toKilowatts(value, unit)).toBe(kilowatts);
  });

  it('says Infinity when there is no number that large', () => {
    expect(toWatts(1e305, 'MW')).toBe(Infinity);
    expect(toWatts(Number.NaN, 'kW')).toBeNaN();
  });

  it('comes back from watts as it went, within the last bit', () => {
    fc.assert(
      fc.property(magnitude, unit, (value, unit) => {
        expect(Math.abs(fromWatts(toWatts(value, unit), unit) - value)).toBeLessThanOrEqual(value * 2 ** -52);
      }),
    );
  });

  it('keeps short decimals short: no dust after the decimals that were sent', () => {
    const shortDecimal = fc.integer({ min: 0, max: 1e9 }).map((n) => n / 1_000);
    fc.assert(
      fc.property(shortDecimal, (kilowatts) => {
        expect(Number.isInteger(toWatts(kilowatts, 'kW'))).toBe(true);
        expect(toKilowatts(toWatts(kilowatts, 'kW'), 'W')).toBe(kilowatts);
      }),
    );
  });

  it('never decreases when the power increases', () => {
    fc.assert(
      fc.property(magnitude, magnitude, unit, (a, b, unit) => {
        expect(toWatts(Math.min(a, b), unit)).toBeLessThanOrEqual(toWatts(Math.max(a, b), unit));
      }),
    );
  });
});

describe('parsePowerUnit', () => {
  it.each([
    ['W', 'W'],
    ['w', 'W'],
    ['kW', 'kW'],
    ['KW', 'kW'],
    ['kw', 'kW'],
    ['MW', 'MW'],
    ['Mw', 'MW'],
  ])('reads %s as %s', (text, unit) => {
    expect(parsePowerUnit(text)).toBe(unit);
  });

  it.each(['mW', 'mw', '', 'A', '%', 'kWh', ' kW', 'GW', 'toString', 'x'.repeat(1e5)])(
    'refuses %j and names the units it knows',
    (text) => {
      expect(() => parsePowerUnit(text)).toThrow(Fault);
      expect(() => parsePowerUnit(text)).toThrow(/^unit must be W, kW, MW; got ".{0,20}"$/);
    },
  );
});
