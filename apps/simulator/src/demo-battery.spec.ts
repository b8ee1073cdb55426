import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DemoBattery, limitsOf, openCircuitV, restingBattery, socPctOf, step } from './demo-battery.js';
import { seededRandom } from '@kilowatch/simulation';

const aBattery = (changes: Partial<DemoBattery> = {}): DemoBattery => ({
  ...restingBattery(15_000, 30_000, seededRandom(1)),
  ...changes,
});

const atSocPct = (socPct: number) => aBattery({ storedWh: 300 * socPct });

/** Follows one setpoint for so many seconds. */
function follow(battery: DemoBattery, setpointW: number, seconds: number): DemoBattery {
  const random = seededRandom(2);
  let now = battery;
  for (let second = 0; second < seconds; second += 1) now = step(now, setpointW, 1_000, random);
  return now;
}

describe('the demo battery', () => {
  it('ramps at 10 % of its rating per second and then holds the setpoint', () => {
    expect(follow(aBattery(), -10_000, 3).activePowerW).toBe(-4_500);
    expect(follow(aBattery(), -10_000, 7).activePowerW).toBe(-10_000);
    expect(follow(aBattery(), -10_000, 60).activePowerW).toBe(-10_000);
  });

  it('gives up to its rating and no more', () => {
    expect(follow(aBattery(), 99_000, 30).activePowerW).toBe(15_000);
    expect(follow(aBattery(), -99_000, 30).activePowerW).toBe(-15_000);
  });

  it('charges on charge, discharges on discharge, rests on zero', () => {
    const start = aBattery();
    expect(socPctOf(follow(start, -10_000, 60))).toBeGreaterThan(socPctOf(start));
    expect(socPctOf(follow(start, 10_000, 60))).toBeLessThan(socPctOf(start));
    expect(socPctOf(follow(start, 0, 60))).toBe(socPctOf(start));
  });

  it('rises in voltage while charging, sags while discharging', () => {
    const atRest = aBattery().voltageV;
    expect(follow(aBattery(), -15_000, 10).voltageV).toBeGreaterThan(atRest + 5);
    expect(follow(aBattery(), 15_000, 10).voltageV).toBeLessThan(atRest - 5);
  });

  it('warms up under load', () => {
    const start = aBattery();
    expect(follow(start, 15_000, 1_800).temperatureC).toBeGreaterThan(start.temperatureC + 1);
  });

  it('tapers in the last 5 % and blocks at 100 % and at 5 %', () => {
    expect(limitsOf(atSocPct(97.5))).toEqual({ chargeLimitW: 7_500, dischargeLimitW: 15_000 });
    expect(limitsOf(atSocPct(7.5))).toEqual({ chargeLimitW: 15_000, dischargeLimitW: 7_500 });
    expect(limitsOf(atSocPct(100)).chargeLimitW).toBe(0);
    expect(limitsOf(atSocPct(5)).dischargeLimitW).toBe(0);
  });

  it('gets full and stops charging, gets empty and stops discharging', () => {
    const full = follow(atSocPct(98), -15_000, 1_200);
    expect(socPctOf(full)).toBeCloseTo(100, 1);
    expect(full.activePowerW).toBe(-0);
    const empty = follow(atSocPct(7), 15_000, 1_200);
    expect(socPctOf(empty)).toBeCloseTo(5, 1);
    expect(empty.activePowerW).toBe(0);
  });

  it('does the same for the same seed', () => {
    expect(follow(aBattery(), 3_000, 50)).toEqual(follow(aBattery(), 3_000, 50));
    expect(restingBattery(15_000, 30_000, seededRandom(7))).not.toEqual(
      restingBattery(15_000, 30_000, seededRandom(8)),
    );
  });

  it('has an open-circuit voltage that never falls with state of charge', () => {
    for (let socPct = 0; socPct < 100; socPct += 0.5)
      expect(openCircuitV(socPct + 0.5)).toBeGreaterThanOrEqual(openCircuitV(socPct));
  });

  it('has the voltage of a full one when rounding makes it more than full', () => {
    expect(openCircuitV(100 + 1e-9)).toBe(openCircuitV(100));
    expect(openCircuitV(-1e-9)).toBe(openCircuitV(0));
  });

  it('stays between empty and full, within its limits and its ramp, and conserves energy, whatever it is told', () => {
    const anyOrder = fc.record({
      setpointW: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      dtMs: fc.oneof(fc.integer({ min: -5, max: 1_000 }), fc.integer({ min: 1, max: 3_600_000 })),
    });
    const anyStart = fc.record({
      ratedW: fc.double({ min: 100, max: 5e6, noNaN: true }),
      capacityWh: fc.double({ min: 100, max: 5e6, noNaN: true }),
      socPct: fc.double({ min: 5, max: 100, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(
        anyStart,
        fc.array(anyOrder, { maxLength: 60 }),
        ({ ratedW, capacityWh, socPct, seed }, orders) => {
          const random = seededRandom(seed);
          const storedAtStartWh = (capacityWh * socPct) / 100;
          let battery: DemoBattery = {
            ...restingBattery(ratedW, capacityWh, random),
            storedWh: storedAtStartWh,
          };
          for (const { setpointW, dtMs } of orders) {
            const before = battery;
            const { chargeLimitW, dischargeLimitW } = limitsOf(before);
            battery = step(before, setpointW, dtMs, random);
            if (dtMs <= 0) expect(battery).toBe(before);
            else expect(battery.activePowerW).toBeGreaterThanOrEqual(-chargeLimitW);
            if (dtMs > 0) expect(battery.activePowerW).toBeLessThanOrEqual(dischargeLimitW);
            const growthW = Math.abs(battery.activePowerW) - Math.abs(before.activePowerW);
            expect(growthW).toBeLessThanOrEqual((ratedW * Math.max(0, dtMs)) / 10_000 + 1e-6 * ratedW);
            expect(socPctOf(battery)).toBeGreaterThanOrEqual(5 - 1e-6);
            expect(socPctOf(battery)).toBeLessThanOrEqual(100 + 1e-6);
            expect(battery.lostWh).toBeGreaterThanOrEqual(before.lostWh - 1e-9 * capacityWh);
            expect(battery.voltageV).toBeGreaterThan(300);
            expect(battery.voltageV).toBeLessThan(500);
          }
          const keptWh = battery.energyInWh - battery.energyOutWh - battery.lostWh;
          expect(Math.abs(battery.storedWh - storedAtStartWh - keptWh)).toBeLessThan(
            1e-6 * (capacityWh + battery.energyInWh),
          );
        },
      ),
    );
  });
});
