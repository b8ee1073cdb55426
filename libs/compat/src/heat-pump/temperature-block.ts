import { instantsOf, valuesByTime } from '@kilowatch/domain';
import { type ChartTemperature, chartTemperatures, type GraphSeries } from './graph-series.js';
import type { WriteTime } from './graph-time.js';

/** Lists of one length; a temperature that was never told is absent. */
export type TemperatureBlock = { readonly timestamps: readonly string[] } & Readonly<
  Partial<Record<ChartTemperature, readonly (number | null)[]>>
>;

/** The page calls a method of the last entry of these two: it is the newest value, however old. */
const endsWithNewest: readonly string[] = ['indoor_temp', 'hot_water_top'] satisfies ChartTemperature[];

/** All temperatures over the union of their times, as the page pairs them by position. */
export function temperatureBlockOf(series: GraphSeries, write: WriteTime): TemperatureBlock {
  const present = chartTemperatures.flatMap((metric) => {
    const values = series[metric];
    return values ? [[metric, values] as const] : [];
  });
  const instants = instantsOf(present.map(([, values]) => values));
  const columns = present.map(([metric, timed]) => {
    const byTime = valuesByTime(timed);
    const column = instants.map((instant) => byTime.get(instant) ?? null);
    if (endsWithNewest.includes(metric)) column[column.length - 1] = timed.values.at(-1)!;
    return [metric, column] as const;
  });
  return { timestamps: instants.map(write), ...Object.fromEntries(columns) };
}
