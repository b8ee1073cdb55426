import { classicCop } from '@kilowatch/domain/heat-pump-cop';
import type { Freshness, Reported } from '../format/age.js';
import type { Report } from './reports.js';

export type PumpWork = 'heating' | 'hotWater' | 'off' | 'unknown';

/** What a heat pump does at this moment. */
export interface PumpNow {
  readonly work: PumpWork;
  /** By the rule of the predecessor, from four temperatures: an estimate. Undefined while it says nothing. */
  readonly cop: number | undefined;
  /** Stale as soon as one of the words is that it was concluded from. */
  readonly freshness: Freshness;
}

const copInputs = [
  'radiator_forward',
  'radiator_return',
  'brine_in_evaporator',
  'brine_out_condenser',
] as const;

const isSaid = ({ value, quality }: Reported): boolean => value !== undefined && quality !== 'missing';

export function pumpNow(report: Report): PumpNow {
  const compressor = report('compressor_status');
  const valve = report('switch_valve_status');
  if (!isSaid(compressor)) return { work: 'unknown', cop: undefined, freshness: 'none' };
  const isOn = (compressor.value ?? 0) > 0;
  const inputs = copInputs.map(report);
  const [forward = NaN, back = NaN, brineIn = NaN, brineOut = NaN] = inputs.map((input) =>
    isSaid(input) ? input.value : NaN,
  );
  const running = isSaid(valve) && valve.value === 1 ? 'hotWater' : 'heating';
  const said = [compressor, ...inputs.filter(isSaid)];
  return {
    work: isOn ? running : 'off',
    cop: classicCop(isOn, { radiatorK: forward - back, brineK: brineIn - brineOut }),
    freshness: said.every(({ freshness }) => freshness === 'fresh') ? 'fresh' : 'stale',
  };
}
