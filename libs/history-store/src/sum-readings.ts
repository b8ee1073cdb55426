import type { Reading, SeriesName } from '@kilowatch/contracts';
import type { SeriesWindows } from './history-store.js';
import { isCounted } from './qualities.js';
import { holdMs, WindowSums } from './window-sums.js';

type Summed = Pick<Reading, 'device' | 'metric' | 'index' | 'atMs' | 'ordinal' | 'value' | 'quality'>;

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

/** Adds a reading to the window in which it lies, if it lies in one. */
export function addReading(
  sums: WindowSums,
  reading: Pick<Reading, 'atMs' | 'ordinal' | 'value' | 'quality'>,
): void {
  const i = sums.indexOf(reading.atMs);
  if (i < 0) return;
  if (isCounted(reading)) sums.addReading(i, reading.atMs, reading.ordinal, reading.value);
  else sums.addMissing(i, reading.atMs);
}

/** The windows of one series out of its readings: at least one, ascending by (atMs, ordinal). */
export function sumReadings(
  readings: readonly [Summed, ...Summed[]],
  edgesMs: Float64Array,
  { isTimeWeighted = false } = {},
): SeriesWindows {
  const [{ device, metric, index }] = readings;
  const sums = new WindowSums(edgesMs);
  for (const reading of readings) addReading(sums, reading);
  const startMs = edgesMs[0] ?? 0;
  const before = isTimeWeighted && readings.findLast(({ atMs }) => atMs < startMs);
  const name = { device, metric, ...(index !== undefined && { index }) };
  if (!before || !isCounted(before) || before.atMs + holdMs <= startMs) return { name, sums, level: 'raw' };
  return { name, sums, before: { atMs: before.atMs, value: before.value }, level: 'raw' };
}
