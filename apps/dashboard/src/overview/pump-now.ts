import { classicCop } from '@kilowatch/domain/heat-pump-cop';
import type { Reported } from '../format/age.js';
import type { Report } from './reports.js';

export type PumpWork = 'heating' | 'hotWater' | 'off' | 'unknown';

/** What a heat pump does at this moment. */
export interface PumpNow {
  readonly work: PumpWork;
  /** By the rule of the predecessor, from four temperatures: an estimate. Undefined while it says nothing. */
  readonly cop: number | undefined;
  /** One of its words is old: so is everything concluded from them. */
  readonly isFresh: boolean;
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
  if (!isSaid(compressor)) return { work: 'unknown', cop: undefined, isFresh: false };
  const isOn = (compressor.value ?? 0) > 0;
  const inputs = copInputs.map(report);
  const [forward = NaN, back = NaN, brineIn = NaN, brineOut = NaN] = inputs.map((input) =>
    isSaid(input) ? input.value : NaN,
  );
  const running = isSaid(valve) && valve.value === 1 ? 'hotWater' : 'heating';
  return {
    work: isOn ? running : 'off',
    cop: classicCop(isOn, { radiatorK: forward - back, brineK: brineIn - brineOut }),
    isFresh: [compressor, ...inputs.filter(isSaid)].every(({ freshness }) => freshness === 'fresh'),
  };
}
