import { type HeatPumpTemperature, heatPumpTemperature, type WindowColumns } from '@kilowatch/contracts';
import type { TimedValues } from '@kilowatch/domain';

/** The temperatures of the charts, in the order of their reply. */
export const chartTemperatures = heatPumpTemperature.options;
export type ChartTemperature = HeatPumpTemperature;

/** What is asked for as it was last; the heater too, as a mean above nothing does not tell for how much of its window it ran. */
export const chartStates = ['compressor_status', 'switch_valve_status', 'additional_heat_percent'] as const;
/** What is asked for, and shown, as its mean. */
export const chartQuantities = [
  ...chartTemperatures,
  'additional_heat_percent',
  'power_consumption',
] as const;

export type ChartMetric = (typeof chartStates | typeof chartQuantities)[number];
export const chartMetrics: readonly ChartMetric[] = [...new Set([...chartQuantities, ...chartStates])];

/** One number for each window, with the extremes in it where they were asked for. */
export interface GraphValues extends TimedValues {
  readonly min?: readonly number[];
  readonly max?: readonly number[];
}

/** What the charts are made of; times are those that windows are labelled with. */
export type GraphSeries = Readonly<Partial<Record<ChartMetric | 'additional_heat_last', GraphValues>>>;

/** How the windows lie: aligned to the epoch, cut at both ends of the range. UTC epoch ms. */
export interface GraphSpan {
  readonly stepMs: number;
  /** When was asked: the end of the range. */
  readonly nowMs: number;
}

const isTemperature = (metric: string): boolean => (chartTemperatures as readonly string[]).includes(metric);

/**
 * Gateways give −48 °C or less for a sensor that is not there, and no temperature of a heat pump is above 150 °C; power and states are
 * never negative. A mean that has such a reading in it tells nothing.
 */
const isPlausible = (metric: string, min: number, max: number): boolean =>
  isTemperature(metric) ? min > -48 && max <= 150 : min >= 0;

const isPlausibleAt = ({ metric, min, max }: WindowColumns, i: number): boolean =>
  min === undefined || max === undefined || isPlausible(metric, min[i]!, max[i]!);

/** The metrics that had a reading which cannot be, given minimum and maximum of each. */
export const implausibleMetrics = (extremes: readonly WindowColumns[]): ChartMetric[] =>
  chartMetrics.filter((metric) =>
    extremes.some(
      (columns) => columns.metric === metric && columns.atMs.some((_, i) => !isPlausibleAt(columns, i)),
    ),
  );

/** One metric's windows, labelled with their ends, the open one with the time of the question; without what cannot be. */
function labelled(columns: WindowColumns, { stepMs, nowMs }: GraphSpan): GraphValues {
  const numbers = columns.last ?? columns.mean ?? [];
  const sure = [...columns.atMs.keys()].filter(
    (i) => Number.isFinite(numbers[i]) && isPlausibleAt(columns, i),
  );
  const ofSure = (column: readonly number[]): number[] => sure.map((i) => column[i]!);
  return {
    atMs: sure.map((i) => Math.min(columns.atMs[i]! + stepMs, nowMs)),
    values: ofSure(numbers),
    ...(columns.min && { min: ofSure(columns.min) }),
    ...(columns.max && { max: ofSure(columns.max) }),
  };
}

/** The heater is there twice: its mean is shown, its last state counted. */
const nameOf = ({ metric, last }: WindowColumns): string =>
  metric === 'additional_heat_percent' && last ? 'additional_heat_last' : metric;

/**
 * The history's answer as series of the charts: what has a last value as that, the rest as its mean. Where minimum and maximum are there
 * too, windows with a reading that cannot be are left out.
 */
export function graphSeriesOf(answer: readonly WindowColumns[], span: GraphSpan): GraphSeries {
  const series = answer
    .filter(({ index }) => index === undefined)
    .map((columns) => [nameOf(columns), labelled(columns, span)] as const);
  return Object.fromEntries(series.filter(([, { atMs }]) => atMs.length > 0));
}
