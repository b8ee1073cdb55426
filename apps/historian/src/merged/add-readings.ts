import type { HistoryStore, SeriesAsked, SeriesWindows } from '@kilowatch/history-store';
import { addReading, compareText, holdMs, isCounted, WindowSums } from '@kilowatch/history-store';
import type { Reading, SeriesName } from '@kilowatch/contracts';
import { lastOrdinals, type StoredPoint, tellOrdinals } from './fresh-readings.js';
import { seriesKey } from '../journaled/newest-readings.js';
import { allPoints } from './stored-around.js';

type Asked = Pick<HistoryStore, 'points' | 'series'>;

/** The answer with an entry for each of these series too. */
export function withSeries(
  answer: readonly SeriesWindows[],
  series: readonly SeriesName[],
  asked: SeriesAsked,
): SeriesWindows[] {
  const known = new Set(answer.map(({ name }) => seriesKey(name)));
  const more = series.filter((name) => !known.has(seriesKey(name)));
  return [...answer, ...more.map((name) => emptyEntry(name, asked))];
}

/** The store's answer with readings that the store does not have, as if it had them. */
export async function withReadings(
  store: Asked,
  answer: readonly SeriesWindows[],
  fresh: readonly Reading[],
  asked: SeriesAsked,
): Promise<SeriesWindows[]> {
  const entries = new Map(answer.map((entry) => [seriesKey(entry.name), entry]));
  for (const [key, readings] of Map.groupBy(fresh, seriesKey)) {
    const ascending = readings.toSorted((a, b) => a.atMs - b.atMs || a.ordinal - b.ordinal);
    const entry = entries.get(key) ?? emptyEntry(ascending[0]!, asked);
    const isInMidst = addAscending(entry.sums, ascending);
    if (asked.isTimeWeighted) await reckonAnew(store, entry, ascending, isInMidst);
    entries.set(key, asked.isTimeWeighted ? await withBefore(store, entry, ascending) : entry);
  }
  return [...entries.values()].sort(
    (a, b) =>
      compareText(a.name.device, b.name.device) ||
      compareText(a.name.metric, b.name.metric) ||
      compareText(a.name.index ?? '', b.name.index ?? ''),
  );
}

const emptyEntry = ({ device, metric, index }: SeriesName, { edgesMs }: SeriesAsked): SeriesWindows => ({
  name: { device, metric, ...(index !== undefined && { index }) },
  sums: new WindowSums(edgesMs),
  level: 'raw',
});

/**
 * Adds them; the windows in which one of them lies before another, or perhaps before a time at which the sensor was missing, where
 * weights do not come out right.
 */
function addAscending(sums: WindowSums, ascending: readonly Reading[]): Set<number> {
  const isInMidst = new Set<number>();
  const endsMissing = new Map<number, boolean>();
  for (const reading of ascending) {
    const i = sums.indexOf(reading.atMs);
    if (i < 0) continue;
    if (!endsMissing.has(i)) endsMissing.set(i, isMissingAtEnd(sums, i));
    const isBefore = sums.count[i]! > 0 && sums.lastAtMs[i]! >= reading.atMs;
    if (isBefore || (isCounted(reading) && endsMissing.get(i))) isInMidst.add(i);
    addReading(sums, reading);
  }
  return isInMidst;
}

/** Sums tell only since when a sensor was missing, not whether it was so again later. */
const isMissingAtEnd = ({ count, missingBeforeMs, missingAfterMs }: WindowSums, i: number): boolean =>
  (count[i] === 0 ? missingBeforeMs[i]! : missingAfterMs[i]!) < Infinity;

/** Windows whose weights must be reckoned from all of their readings, in order. */
async function reckonAnew(
  store: Asked,
  { name, sums }: SeriesWindows,
  fresh: readonly Reading[],
  windows: ReadonlySet<number>,
): Promise<void> {
  for (const i of windows) {
    const [fromMs, toMs] = [sums.edgesMs[i]!, sums.edgesMs[i + 1]!];
    const query = { device: name.device, metrics: [name.metric], fromMs, toMs };
    const stored = (await allPoints(store, query))
      .filter(({ index }) => index === name.index)
      .map((point): StoredPoint => ({ device: name.device, ...point }));
    const own = fresh.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const times = new Set(own.map(({ atMs }) => atMs));
    await tellOrdinals(
      store,
      stored.filter(({ atMs }) => times.has(atMs)),
    );
    const all = [...stored, ...own].sort((a, b) => a.atMs - b.atMs || (a.ordinal ?? -1) - (b.ordinal ?? -1));
    if (all.filter(isCounted).length !== sums.count[i]) continue; // only roll-ups are left of it
    const [last, lastAtMs, lastOrdinal] = [sums.last[i]!, sums.lastAtMs[i]!, sums.lastOrdinal[i]!];
    sums.clear(i);
    for (const one of all) addReading(sums, { ...one, ordinal: sums.count[i] });
    [sums.last[i], sums.lastAtMs[i], sums.lastOrdinal[i]] = [last, lastAtMs, lastOrdinal];
  }
}

/** The value that counts when the first window begins. */
async function withBefore(
  store: Asked,
  entry: SeriesWindows,
  ascending: readonly Reading[],
): Promise<SeriesWindows> {
  const { before, ...rest } = entry;
  const startMs = rest.sums.edgesMs[0]!;
  const own = ascending.findLast(({ atMs }) => atMs < startMs);
  if (!own || own.atMs + holdMs <= startMs || (before && before.atMs > own.atMs)) return entry;
  if (before?.atMs === own.atMs) {
    const last = await lastOrdinals(store, rest.name, [own.atMs]);
    if ((last.get(own.atMs) ?? -1) > own.ordinal) return entry;
  }
  const isOver = !isCounted(own) || (!before && (await isSomething(store, rest.name, own.atMs + 1, startMs)));
  return isOver ? rest : { ...rest, before: { atMs: own.atMs, value: own.value } };
}

/** Whether the store has a point there; where it tells no value that counts afterwards, the sensor was missing. */
async function isSomething(
  store: Asked,
  { device, metric, index }: SeriesName,
  fromMs: number,
  toMs: number,
): Promise<boolean> {
  const points = await allPoints(store, { device, metrics: [metric], fromMs, toMs });
  return points.some((point) => point.index === index);
}
