import type { RangePoint, Reading, SeriesName } from '@kilowatch/contracts';
import { type HistoryStore, isCounted } from '@kilowatch/history-store';
import { seriesKey } from '../journaled/newest-readings.js';
import type { WaitingReading } from './overlay.js';

/** A point with the device that it belongs to, and with its ordinal as soon as it is known. */
export type StoredPoint = RangePoint & { readonly device: string; ordinal?: number | undefined };

/** One value at one instant of one series. */
interface Known {
  /** Undefined where the store's answers do not tell it. */
  readonly ordinal: number | undefined;
  readonly value: number;
}

const instantKey = (reading: SeriesName & { readonly atMs: number }): string =>
  `${seriesKey(reading)}\0${reading.atMs}`;

/**
 * Which waiting readings are not among the stored points, with the ordinals that they will have. `stored` holds every point of
 * the store at these instants, ascending by ordinal; where there are some, the store is asked for their ordinals, which they get.
 * Of several at one instant it tells the highest that counts only: the others are known when they are numbered without gaps, else a
 * reading of the same value is taken for the same. So are those of a sensor that was missing, and several of one time stay in whatever order.
 */
export async function freshReadings(
  store: Pick<HistoryStore, 'series'>,
  waiting: readonly WaitingReading[],
  stored: readonly StoredPoint[],
): Promise<Reading[]> {
  if (waiting.length === 0) return [];
  const asked = new Set(waiting.map(({ reading }) => instantKey(reading)));
  const met = stored.filter((point) => asked.has(instantKey(point)));
  const known = await tellOrdinals(store, met);
  const fresh: Reading[] = [];
  for (const one of waiting) {
    const key = instantKey(one.reading);
    const there = known.get(key) ?? [];
    const ordinal = one.isNext ? nextOrdinal(one, there) : ownOrdinal(one, there);
    if (ordinal === undefined) continue;
    fresh.push(ordinal === one.reading.ordinal ? one.reading : { ...one.reading, ordinal });
    known.set(key, inOrder([...there, { ordinal, value: one.reading.value }]));
  }
  return fresh;
}

const inOrder = (known: Known[]): Known[] => known.sort((a, b) => (a.ordinal ?? -1) - (b.ordinal ?? -1)); // stable: those that are not told stay first, in their order

function ownOrdinal({ reading }: WaitingReading, there: readonly Known[]): number | undefined {
  const isThere = there.some(({ ordinal, value }) =>
    ordinal === undefined ? value === reading.value : ordinal === reading.ordinal,
  );
  return isThere ? undefined : reading.ordinal;
}

/** As `HistoryBatch.ordinals` has it. */
function nextOrdinal(
  { reading, isRedelivered }: WaitingReading,
  there: readonly Known[],
): number | undefined {
  const equals = isRedelivered ? there : there.slice(-1);
  if (equals.some(({ value }) => value === reading.value)) return undefined;
  return (there.at(-1)?.ordinal ?? there.length - 1) + 1;
}

/** The store's values by instant, ascending by ordinal; the points, all that there are at their instants, get their ordinals. */
export async function tellOrdinals(
  store: Pick<HistoryStore, 'series'>,
  points: readonly StoredPoint[],
): Promise<Map<string, Known[]>> {
  const known = new Map<string, Known[]>();
  for (const series of Map.groupBy(points, seriesKey).values()) {
    const times = [...new Set(series.map(({ atMs }) => atMs))].sort((a, b) => a - b);
    const last = await lastOrdinals(store, series[0]!, times);
    for (const [key, values] of Map.groupBy(series, instantKey)) {
      const ordinalOf = ordinals(values.findLastIndex(isCounted), last.get(values[0]!.atMs));
      for (const [i, point] of values.entries()) point.ordinal = ordinalOf(i);
      known.set(
        key,
        values.map(({ value, ordinal }) => ({ value, ordinal })),
      );
    }
  }
  return known;
}

/** That of one is told; of those before it too when they are numbered without gaps. */
const ordinals =
  (told: number, ordinal: number | undefined) =>
  (i: number): number | undefined =>
    ordinal !== undefined && i <= told && (i === told || ordinal === told) ? ordinal - (told - i) : undefined;

/** The highest ordinal at each instant of a series, of the readings that count. */
export async function lastOrdinals(
  store: Pick<HistoryStore, 'series'>,
  { device, metric, index }: SeriesName,
  times: readonly number[],
): Promise<Map<number, number>> {
  const edgesMs = Float64Array.from(new Set(times.flatMap((atMs) => [atMs, atMs + 1])));
  const name = { device, metric, ...(index !== undefined && { index }) };
  const answer = await store.series({ series: [name], edgesMs });
  const sums = answer.find((entry) => entry.name.index === index)?.sums;
  return new Map(
    times.flatMap((atMs) => {
      const i = sums?.indexOf(atMs) ?? -1;
      return sums && i >= 0 && sums.count[i]! > 0 ? [[atMs, sums.lastOrdinal[i]!] as const] : [];
    }),
  );
}
