import { describe, expect, it } from '@jest/globals';
import type { HeatPumpBrand } from '@kilowatch/contracts';
import type { Measured } from '../dialect.js';
import { percentOfSteps, Reckoner } from './reckoned.js';

type Values = Readonly<Record<string, number>>;

const asMeasured = (values: Values): Measured[] =>
  Object.entries(values).map(([metric, value]) => ({ metric, value }));

/** What follows from the last message, after those before it. */
const after = (...messages: Values[]) => afterOf(undefined, ...messages);
const afterOf = (brand: HeatPumpBrand | undefined, ...messages: Values[]) => {
  const reckoner = new Reckoner();
  return messages.map((values) => reckoner.from(asMeasured(values), brand)).at(-1);
};

describe('what a heat pump does not measure', () => {
  it('is copied: the radiator from the heat carrier', () => {
    expect(after({ heat_carrier_forward: 38 })).toEqual([
      { metric: 'radiator_forward', value: 38, quality: 'estimated' },
    ]);
    expect(after({ heat_carrier_return: 31 })).toMatchObject([{ metric: 'radiator_return', value: 31 }]);
  });

  it('is never put in the place of what it does measure, together with it or before', () => {
    expect(after({ heat_carrier_forward: 38, radiator_forward: 36 })).toEqual([]);
    expect(after({ radiator_forward: 36 }, { heat_carrier_forward: 38 })).toEqual([]);
  });

  it('is reckoned again when its own sensor has gone', () => {
    const reckoner = new Reckoner();
    reckoner.from(asMeasured({ radiator_forward: 36 }), undefined);
    reckoner.from([{ metric: 'radiator_forward', value: -48.3, quality: 'missing' }], undefined);
    expect(reckoner.from(asMeasured({ heat_carrier_forward: 38 }), undefined)).toHaveLength(1);
    expect(
      reckoner.from([{ metric: 'heat_carrier_forward', value: -48, quality: 'missing' }], undefined),
    ).toEqual([]);
  });

  it('is as suspect as what it is reckoned from', () => {
    const carrier: Measured = { metric: 'heat_carrier_forward', value: 21, quality: 'suspect' };
    expect(new Reckoner().from([carrier], undefined)).toMatchObject([{ quality: 'suspect' }]);
  });

  it('is added up: the hours of a compressor, once both are known', () => {
    expect(after({ compressor_runtime_heating: 900 })).toEqual([]);
    expect(after({ compressor_runtime_heating: 900 }, { compressor_runtime_hotwater: 100 })).toEqual([
      { metric: 'compressor_runtime', value: 1_000 },
    ]);
  });

  it.each([
    [{ aux_heater_3kw_status: 1 }, 33.333],
    [{ aux_heater_6kw_status: 1 }, 66.667],
    [{ aux_heater_3kw_status: 1, aux_heater_6kw_status: 1 }, 100],
    [{ aux_heater_3kw_status: 0, aux_heater_6kw_status: 0 }, 0],
  ])('is the share of its heaters: %j', (steps: Values, value) => {
    expect(after(steps)?.at(-1)).toEqual({ metric: 'additional_heat_percent', value, quality: 'estimated' });
  });

  it.each<[Values[], number | undefined]>([
    [[{ additional_heat_power: 4.5 }], 50],
    [[{ max_additional_heat: 6 }, { additional_heat_power: 4.5 }], 75],
    [[{ max_additional_heat: 6 }, { additional_heat_power: 7 }], 100],
    [[{ max_additional_heat: 0 }, { additional_heat_power: 7 }], undefined],
  ])('is the share of the power of its heater: %j', (messages, value) => {
    expect(after(...messages)?.[0]?.value).toBe(value);
  });

  it('is the power of its currents, once in a round', () => {
    const currents: Values[] = [{ current_l1: 3.5 }, { current_l2: 3 }, { current_l3: 3.5 }];
    expect(after(...currents)).toEqual([
      { metric: 'power_consumption', value: 2_001, unit: 'W', quality: 'estimated' },
    ]);
    expect(after(...currents, { current_l1: 0 })).toEqual([]);
    expect(after({ power_consumption: 0 }, ...currents)).toEqual([]);
  });

  it('is the power of one current, when a second round shows that there are no more', () => {
    expect(after({ current_l1: 10 })).toEqual([]);
    expect(after({ current_l1: 9 }, { current_l1: 10 })).toMatchObject([{ value: 2_001 }]);
  });

  it('is nothing that is beyond all numbers', () => {
    const most = Number.MAX_VALUE;
    expect(after({ compressor_runtime_heating: most }, { compressor_runtime_hotwater: most })).toEqual([]);
    expect(after({ current_l1: most }, { current_l1: most })).toEqual([]);
  });

  it('is an alarm where the code of one is, but with NIBE only', () => {
    expect(afterOf('nibe', { alarm_code: 163 })).toEqual([{ metric: 'alarm_status', value: 1 }]);
    expect(afterOf('nibe', { alarm_code: 0 })).toEqual([{ metric: 'alarm_status', value: 0 }]);
    expect(afterOf('ivt', { alarm_code: 163 })).toEqual([]);
    expect(afterOf('nibe', { alarm_status: 0 }, { alarm_code: 163 })).toEqual([]);
  });
});

describe('percentOfSteps', () => {
  it.each([
    [false, false, 0],
    [true, false, 33.333],
    [true, true, 100],
  ])('with 3 kW %s and 6 kW %s is %d', (is3Kw, is6Kw, percent) => {
    expect(percentOfSteps(is3Kw, is6Kw)).toBe(percent);
  });
});
