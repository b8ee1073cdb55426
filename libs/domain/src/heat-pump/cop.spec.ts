import { describe, expect, it } from '@jest/globals';
import { goldenExample } from '../suite/vectors.js';
import { classicCop, energyBalance, flowFactor } from './cop.js';

describe('classicCop', () => {
  it.each(['cop predecessor empirical', 'cop predecessor clip'])('answers as written down: %s', (name) => {
    const { in: given, out } = goldenExample(name);
    expect(classicCop(true, { radiatorK: given['dT_rad']!, brineK: given['dT_brine']! })).toBe(out['cop']);
  });

  it.each([
    ['the compressor is off', false, 7, 3],
    ['the radiators hardly differ', true, 0.5, 3],
    ['the brine hardly differs', true, 7, 0.5],
    ['the brine warms up', true, 7, -3],
    ['nothing is known', true, Number.NaN, 3],
  ])('says nothing where %s', (_, isOn, radiatorK, brineK) => {
    expect(classicCop(isOn, { radiatorK, brineK })).toBeUndefined();
  });
});

describe('energyBalance', () => {
  it('divides all heat by all electricity', () => {
    const { in: given, out } = goldenExample('cop energy balance');
    const interval = {
      hours: given['interval_h']!,
      heatKw: given['dT_K']! * given['k_kW_per_K']!,
      powerW: given['P_W']!,
    };
    const { heatKwh, electricityKwh, cop } = energyBalance([interval, interval]);
    expect(heatKwh / 2).toBeCloseTo(out['heat_kwh'] as number, 6);
    expect(electricityKwh / 2).toBeCloseTo(out['el_kwh'] as number, 6);
    expect(cop).toBeCloseTo(out['cop'] as number, 6);
  });

  it('has no COP without electricity', () => {
    expect(energyBalance([])).toEqual({ heatKwh: 0, electricityKwh: 0, cop: undefined });
  });

  it('takes the factor from the flow', () => {
    const { in: given, out } = goldenExample('flow factor');
    const { flow_l_s: flow, rho_cp_kJ_l_K: capacity } = given;
    expect(flowFactor(flow!, capacity)).toBeCloseTo(out['k_kW_per_K'] as number, 3);
  });
});
