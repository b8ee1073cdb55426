import { copSeriesOf, type DeltaSeries, differenceOf, noValues } from './cop-series.js';
import { type RunningShares, runningShares } from './running-shares.js';
import { instantsOf, onPercent, silenceMsOf, statesAt, type TimedValues } from './state-over-time.js';

type Needed =
  | ('radiator_forward' | 'radiator_return' | 'brine_in_evaporator' | 'brine_out_condenser')
  | ('compressor_status' | 'switch_valve_status' | 'additional_heat_last');

/** What a heat pump said, by the names of its metrics: windows labelled with their ends, states as they were last. */
export type PumpSeries = Readonly<Partial<Record<Needed, TimedValues>>>;

/** What a heat pump did over a range. */
export interface PumpWork {
  readonly deltas: DeltaSeries;
  /** Wherever there is a COP. */
  readonly cop: TimedValues;
  readonly meanCop: number | undefined;
  /** Shares of the time in which that was known, %. */
  readonly compressorPercent: number;
  readonly heaterPercent: number;
  readonly shares: RunningShares;
  /** Whenever the pump said anything and the state is known: one lasts until another is said, or the pump falls silent. */
  readonly compressor: TimedValues;
  readonly valve: TimedValues;
}

/** Puts together what was said in windows of `stepMs`; every series counts as a word of the pump, those not named here too. */
export function pumpWorkOf(series: PumpSeries, stepMs: number): PumpWork {
  const deltas = {
    radiator: differenceOf(series.radiator_forward, series.radiator_return),
    brine: differenceOf(series.brine_in_evaporator, series.brine_out_condenser),
  };
  const silenceMs = silenceMsOf(stepMs);
  const instants = instantsOf(Object.values(series));
  const statesOf = (states: TimedValues = noValues) => statesAt(states, instants, silenceMs);
  const compressor = statesOf(series.compressor_status);
  const heater = statesOf(series.additional_heat_last);
  const runningAt = new Set(instants.filter((_, i) => compressor[i] !== undefined && compressor[i] > 0));
  const cop = copSeriesOf(deltas, (atMs) => runningAt.has(atMs));
  return {
    deltas,
    cop,
    meanCop: cop.values.length > 0 ? cop.values.reduce((a, b) => a + b) / cop.values.length : undefined,
    compressorPercent: onPercent(compressor, instants, silenceMs),
    heaterPercent: onPercent(heater, instants, silenceMs),
    shares: runningShares({ compressor, heater }, instants, silenceMs),
    compressor: knownOf(compressor, instants),
    valve: knownOf(statesOf(series.switch_valve_status), instants),
  };
}

function knownOf(states: readonly (number | undefined)[], instants: readonly number[]): TimedValues {
  const isKnown = (_: unknown, i: number): boolean => states[i] !== undefined;
  return { atMs: instants.filter(isKnown), values: states.filter((state) => state !== undefined) };
}
