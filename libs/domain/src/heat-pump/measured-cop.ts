import { type EnergyInterval, energyBalance, flowFactor } from './cop.js';
import { differenceOf, noValues, valuesByTime } from './cop-series.js';
import type { TimedValues } from './state-over-time.js';

/** What a heat pump has to measure for its COP to be known and not guessed: means of windows with the same labels. */
export interface MeasuredSeries {
  /** Of the heat carrier, L/min and °C. */
  readonly flow: TimedValues;
  readonly forward: TimedValues;
  readonly back: TimedValues;
  /** Electrical, W. */
  readonly power: TimedValues;
}

export interface MeasuredCop {
  readonly cop: TimedValues;
  /** All heat over all electricity: a window in which little was done counts little. */
  readonly meanCop: number;
}

const hourMs = 3_600_000;
/** Less is what pumps and controls draw, and what sensors err by. */
const leastPowerW = 100;
const leastDeltaK = 0.5;

/**
 * The COP by the energy balance, heat carried away over electricity drawn, in windows of `stepMs` in which the compressor ran alone: the
 * additional heater warms the same water. Undefined: in none of them all of it was measured.
 */
export function measuredCopOf(
  { flow, forward, back, power }: MeasuredSeries,
  compressor: TimedValues,
  heater: TimedValues = noValues,
  stepMs: number,
): MeasuredCop | undefined {
  const [flowAt, powerAt, heaterAt] = [flow, power, heater].map(valuesByTime) as [
    Map<number, number>,
    Map<number, number>,
    Map<number, number>,
  ];
  const runsAt = valuesByTime(compressor);
  const deltas = differenceOf(forward, back);
  const intervals = new Map<number, EnergyInterval>();
  deltas.atMs.forEach((atMs, i) => {
    const [deltaK, litresPerMinute, powerW] = [
      deltas.values[i]!,
      flowAt.get(atMs) ?? 0,
      powerAt.get(atMs) ?? 0,
    ];
    const isAlone = (runsAt.get(atMs) ?? 0) > 0 && (heaterAt.get(atMs) ?? 0) <= 0;
    if (!isAlone || deltaK <= leastDeltaK || powerW <= leastPowerW || litresPerMinute <= 0) return;
    const heatKw = deltaK * flowFactor(litresPerMinute / 60);
    intervals.set(atMs, { hours: stepMs / hourMs, heatKw, powerW });
  });
  const { cop: meanCop } = energyBalance([...intervals.values()]);
  if (meanCop === undefined) return undefined;
  const values = [...intervals.values()].map((interval) => energyBalance([interval]).cop!);
  return { cop: { atMs: [...intervals.keys()], values }, meanCop };
}
