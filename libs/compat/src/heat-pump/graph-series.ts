import type { WindowColumns } from '@kilowatch/contracts';
import type { TimedValues } from '@kilowatch/domain';

/** The temperatures of the charts, in the order of their reply. */
export const chartTemperatures = [
  'outdoor_temp',
  'indoor_temp',
  'radiator_forward',
  'radiator_return',
  'hot_water_top',
  'brine_in_evaporator',
  'brine_out_condenser',
] as const;
const chartStates = ['compressor_status', 'switch_valve_status'] as const;
const chartQuantities = ['additional_heat_percent', 'power_consumption'] as const;

export type ChartTemperature = (typeof chartTemperatures)[number];
export type ChartMetric = ChartTemperature | (typeof chartStates | typeof chartQuantities)[number];

/** What else is needed beside the temperatures. */
export const otherChartMetrics: readonly ChartMetric[] = [...chartStates, ...chartQuantities];

export const chartMetrics: readonly ChartMetric[] = [...chartTemperatures, ...otherChartMetrics];

/** What the charts are made of; times are those that windows are labelled with. */
export type GraphSeries = Readonly<Partial<Record<ChartMetric, TimedValues>>>;

/** How the windows lie: aligned to the epoch, cut at both ends of the range. UTC epoch ms. */
export interface GraphSpan {
  readonly stepMs: number;
  /** When was asked: the end of the range. */
  readonly nowMs: number;
}

const isState = (metric: string): boolean => (chartStates as readonly string[]).includes(metric);

const isTemperature = (metric: string): boolean => (chartTemperatures as readonly string[]).includes(metric);

/**
 * Gateways give −48 °C or less for a sensor that is not there, and no temperature of a heat pump is above 150 °C; power and states are
 * never negative. A mean that has such a reading in it tells nothing.
 */
const isPlausible = (metric: string, min: number, max: number): boolean =>
  isTemperature(metric) ? min > -48 && max <= 150 : min >= 0;

/** One metric's windows, labelled with their ends, the open one with the time of the question; without what cannot be. */
function labelled(
  { metric, atMs, mean = [], last = [], min = [], max = [] }: WindowColumns,
  span: GraphSpan,
): TimedValues {
  const numbers = isState(metric) ? last : mean;
  const kept = [...atMs.keys()].filter(
    (i) => Number.isFinite(numbers[i]) && isPlausible(metric, min[i]!, max[i]!),
  );
  return {
    atMs: kept.map((i) => Math.min(atMs[i]! + span.stepMs, span.nowMs)),
    values: kept.map((i) => numbers[i]!),
  };
}

/** The history's answer as series of the charts: states as they were last, everything else as its mean. */
export function graphSeriesOf(answer: readonly WindowColumns[], span: GraphSpan): GraphSeries {
  const series = answer
    .filter(({ index, atMs }) => index === undefined && atMs.length > 0)
    .map((columns) => [columns.metric, labelled(columns, span)] as const);
  return Object.fromEntries(series.filter(([, { atMs }]) => atMs.length > 0));
}
