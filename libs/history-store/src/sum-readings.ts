import type { Reading, SeriesName } from '@kilowatch/contracts';
import type { SeriesWindows } from './history-store.js';
import { holdMs, WindowSums } from './window-sums.js';

type Summed = Pick<Reading, 'device' | 'metric' | 'index' | 'atMs' | 'ordinal' | 'value'>;

/** Whether a question for these names means this series: a name without an index means every index. */
export const isAsked =
  (names: readonly SeriesName[]) =>
  ({ device, metric, index }: SeriesName): boolean =>
    names.some(
      (name) =>
        name.device === device &&
        name.metric === metric &&
        (name.index === undefined || name.index === index),
    );

/** The windows of one series out of its readings: at least one, ascending by (atMs, ordinal). */
export function sumReadings(
  readings: readonly [Summed, ...Summed[]],
  edgesMs: Float64Array,
  { isTimeWeighted = false } = {},
): SeriesWindows {
  const [{ device, metric, index }] = readings;
  const sums = new WindowSums(edgesMs);
  for (const { atMs, ordinal, value } of readings) {
    const i = sums.indexOf(atMs);
    if (i >= 0) sums.addReading(i, atMs, ordinal, value);
  }
  const startMs = edgesMs[0] ?? 0;
  const before = isTimeWeighted && readings.findLast(({ atMs }) => atMs < startMs);
  const name = { device, metric, ...(index !== undefined && { index }) };
  if (!before || before.atMs + holdMs <= startMs) return { name, sums, level: 'raw' };
  return { name, sums, before: { atMs: before.atMs, value: before.value }, level: 'raw' };
}
