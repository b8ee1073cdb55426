import type { HeatPumpBrand } from '@kilowatch/contracts';
import type { Measured } from '../dialect.js';

/** kW; of the built-in heater, where the pump does not say it. */
const usualHeaterKw = 9;
/** Of a compressor that runs. */
const powerFactor = 0.87;
const phaseV = 230;

/** Which newest values of a pump are known, as it said them. */
export type Known = ReadonlyMap<string, number>;

/** The value of `from` that came just now. */
interface Came extends Pick<Measured, 'metric' | 'quality'> {
  readonly isFirst: boolean;
}

/** What a pump does not measure is reckoned from what it does. */
interface Reckoning {
  readonly metric: string;
  /** Whenever one of these comes. */
  readonly from: readonly string[];
  readonly brand?: HeatPumpBrand;
  /** An estimate, and no mere sum or comparison. */
  readonly isEstimated: boolean;
  readonly unit?: string;
  /** Undefined while something is missing for it. */
  readonly value: (known: Known, came: Came) => number | undefined;
}

const sumOf =
  (...metrics: readonly string[]) =>
  (known: Known): number | undefined =>
    metrics.every((metric) => known.has(metric))
      ? metrics.reduce((sum, metric) => sum + known.get(metric)!, 0)
      : undefined;

const phases = ['current_l1', 'current_l2', 'current_l3'];

/**
 * W, all loads between phase and neutral. Said once in a round, when the last phase comes: of a pump with fewer than three that is
 * known in its second round.
 */
function powerOfCurrents(known: Known, { metric, isFirst }: Came): number | undefined {
  const measured = phases.filter((phase) => known.has(phase));
  if (metric !== measured.at(-1) || (isFirst && measured.length < phases.length)) return undefined;
  return Math.round(phaseV * powerFactor * measured.reduce((sum, phase) => sum + known.get(phase)!, 0));
}

function shareOfHeater(known: Known): number | undefined {
  const powerKw = known.get('additional_heat_power');
  const mostKw = known.get('max_additional_heat') ?? usualHeaterKw;
  if (powerKw === undefined || !(mostKw > 0)) return undefined;
  return percent(powerKw / mostKw);
}

/** Two heaters of 3 and 6 kW, either of which is on or off: percent of both. */
export const percentOfSteps = (is3Kw: boolean, is6Kw: boolean): number =>
  percent((3 * Number(is3Kw) + 6 * Number(is6Kw)) / 9);

const percent = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 100_000) / 1_000;

const reckonings: readonly Reckoning[] = [
  {
    metric: 'radiator_forward',
    from: ['heat_carrier_forward'],
    isEstimated: true,
    value: sumOf('heat_carrier_forward'),
  },
  {
    metric: 'radiator_return',
    from: ['heat_carrier_return'],
    isEstimated: true,
    value: sumOf('heat_carrier_return'),
  },
  {
    metric: 'compressor_runtime',
    from: ['compressor_runtime_heating', 'compressor_runtime_hotwater'],
    isEstimated: false,
    value: sumOf('compressor_runtime_heating', 'compressor_runtime_hotwater'),
  },
  {
    metric: 'additional_heat_percent',
    from: ['aux_heater_3kw_status', 'aux_heater_6kw_status'],
    isEstimated: true,
    value: (known) =>
      percentOfSteps(known.get('aux_heater_3kw_status') === 1, known.get('aux_heater_6kw_status') === 1),
  },
  {
    metric: 'additional_heat_percent',
    from: ['additional_heat_power'],
    isEstimated: true,
    value: shareOfHeater,
  },
  { metric: 'power_consumption', from: phases, unit: 'W', isEstimated: true, value: powerOfCurrents },
  {
    // With IVT the code stays when the alarm has gone.
    ...{ metric: 'alarm_status', from: ['alarm_code'], brand: 'nibe', isEstimated: false },
    value: (known) => Number(known.get('alarm_code') !== 0),
  },
];

const bySource = new Map<string, Reckoning[]>();
for (const reckoning of reckonings)
  for (const metric of reckoning.from) bySource.set(metric, [...(bySource.get(metric) ?? []), reckoning]);

const remembered = new Set([
  'max_additional_heat',
  ...reckonings.flatMap(({ metric, from }) => [metric, ...from]),
]);

/**
 * What one pump has said, as far as charts need more than it says: what it measures itself is never reckoned. A sensor that is missing
 * does not count as measuring.
 */
export class Reckoner {
  private readonly known = new Map<string, number>();

  /** What follows from these together with what was said before. */
  from(measured: readonly Measured[], brand: HeatPumpBrand | undefined): Measured[] {
    const came: Came[] = [];
    for (const { metric, value, quality } of measured) {
      if (!remembered.has(metric)) continue;
      came.push({ metric, isFirst: !this.known.has(metric), ...(quality && { quality }) });
      if (quality === 'missing') this.known.delete(metric);
      else this.known.set(metric, value);
    }
    return came.flatMap((one) => this.after(one, brand));
  }

  private after(came: Came, brand: HeatPumpBrand | undefined): Measured[] {
    const { metric: source } = came;
    const found: Measured[] = [];
    for (const { metric, brand: only, isEstimated, unit, value: reckon } of bySource.get(source) ?? []) {
      if (this.known.has(metric) || (only !== undefined && only !== brand)) continue;
      const value = this.known.has(source) ? reckon(this.known, came) : undefined;
      if (value === undefined || !Number.isFinite(value)) continue;
      const quality = came.quality ?? (isEstimated ? 'estimated' : undefined);
      found.push({ metric, value, ...(unit && { unit }), ...(quality && { quality }) });
    }
    return found;
  }
}
