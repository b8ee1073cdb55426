import { direction, powerUnit } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideSetpoint } from './decide-setpoint.js';
import { toWatts } from './power.js';

const anyRequest = fc.record({
  direction: fc.constantFrom(...direction.options),
  requested: fc.record({ value: fc.double(), unit: fc.constantFrom(...powerUnit.options) }),
  ratedPowerW: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
});

const outcome = (request: Parameters<typeof decideSetpoint>[0]): number | string => {
  try {
    return decideSetpoint(request);
  } catch (error) {
    return (error as Error).message;
  }
};

describe('decideSetpoint', () => {
  const at = (value: number, unit: 'W' | 'kW' | 'MW') => ({
    requested: { value, unit },
    ratedPowerW: 15_000,
  });

  it('is positive for discharge and negative for charge', () => {
    expect(decideSetpoint({ direction: 'discharge', ...at(10.1, 'kW') })).toBe(10_100);
    expect(decideSetpoint({ direction: 'charge', ...at(10.1, 'kW') })).toBe(-10_100);
  });

  it.each(direction.options)('lets 0 stop a %s, and the rating itself pass', (direction) => {
    expect(Object.is(decideSetpoint({ direction, ...at(0, 'kW') }), 0)).toBe(true);
    expect(Object.is(decideSetpoint({ direction, ...at(-0, 'kW') }), 0)).toBe(true);
    expect(Math.abs(decideSetpoint({ direction, ...at(0.015, 'MW') }))).toBe(15_000);
  });

  it.each([
    ['charge', 15.001, 'kW', 'charge must be 0 to 15 kW; got 15.001 kW'],
    ['discharge', 15_001, 'W', 'discharge must be 0 to 15000 W; got 15001 W'],
    ['charge', 1, 'MW', 'charge must be 0 to 0.015 MW; got 1 MW'],
    ['charge', -1, 'kW', 'charge must be 0 to 15 kW; got -1 kW'],
    ['charge', Number.NaN, 'kW', 'charge must be 0 to 15 kW; got NaN kW'],
    ['discharge', Infinity, 'kW', 'discharge must be 0 to 15 kW; got Infinity kW'],
    ['charge', 1e305, 'MW', 'charge must be 0 to 0.015 MW; got 1e+305 MW'],
  ] as const)('refuses to %s with %d %s in the words of the asker', (direction, value, unit, message) => {
    expect(() => decideSetpoint({ direction, ...at(value, unit) })).toThrow(
      expect.objectContaining({ code: 'setpoint.out-of-range', message }),
    );
  });

  it('refuses the impossible even where no rating is configured', () => {
    const requested = { value: 1e300, unit: 'kW' } as const;
    expect(() => decideSetpoint({ direction: 'charge', requested })).toThrow(
      'charge must be 0 to 10000000 kW',
    );
  });

  it('either answers exactly the power asked for, within the rating, or refuses in words', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const decided = outcome(request);
        if (typeof decided === 'string') {
          expect(decided).toMatch(/^(charge|discharge) must be 0 to [\d.e+-]+ (W|kW|MW); got /);
          return;
        }
        const { value, unit } = request.requested;
        expect(Math.abs(decided)).toBe(Math.abs(toWatts(value, unit)));
        expect(Math.abs(decided)).toBeLessThanOrEqual(request.ratedPowerW ?? Infinity);
      }),
    );
  });

  it('treats both directions alike but for the sign', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const charge = outcome({ ...request, direction: 'charge' });
        const discharge = outcome({ ...request, direction: 'discharge' });
        expect(typeof charge).toBe(typeof discharge);
        if (typeof charge === 'number') expect(charge + (discharge as number)).toBe(0);
      }),
    );
  });
});
