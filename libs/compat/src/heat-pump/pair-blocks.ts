import { type DeltaSeries, noValues, type TimedValues } from '@kilowatch/domain';
import type { GraphSeries } from './graph-series.js';
import type { WriteTime } from './graph-time.js';

export type GraphPair = readonly [time: string, value: number];
type Pairs<Name extends string> = { readonly timestamps: readonly string[] } & Readonly<
  Record<Name, readonly GraphPair[]>
>;

/** The charts whose values come as pairs. */
export interface PairBlocks {
  readonly performance: Pairs<'brine_delta' | 'radiator_delta' | 'compressor_status'>;
  readonly power: Pairs<'power_consumption' | 'compressor_status' | 'additional_heat_percent'>;
  readonly valve: Pairs<'valve_status' | 'compressor_status' | 'hot_water_temp'>;
}

export function pairBlocksOf(
  series: GraphSeries,
  { radiator, brine }: DeltaSeries,
  write: WriteTime,
): PairBlocks {
  const pairsOf = ({ atMs, values }: TimedValues = noValues): GraphPair[] =>
    atMs.map((instant, i) => [write(instant), values[i]!]);
  const compressor = pairsOf(series.compressor_status);
  return {
    performance: withTimes({
      brine_delta: pairsOf(brine),
      radiator_delta: pairsOf(radiator),
      compressor_status: compressor,
    }),
    power: withTimes({
      power_consumption: pairsOf(series.power_consumption),
      compressor_status: compressor,
      additional_heat_percent: pairsOf(series.additional_heat_percent),
    }),
    valve: withTimes({
      valve_status: pairsOf(series.switch_valve_status),
      compressor_status: compressor,
      hot_water_temp: pairsOf(series.hot_water_top),
    }),
  };
}

/** With the times of the quantity that the chart is named after; of the next, while there is none of it. */
const withTimes = <Name extends string>(lists: Record<Name, GraphPair[]>): Pairs<Name> => {
  const first = Object.values<GraphPair[]>(lists).find((pairs) => pairs.length > 0) ?? [];
  return { ...lists, timestamps: first.map(([time]) => time) };
};
