import type { Reading } from '@kilowatch/contracts';
import { compareText, type HistoryStore } from '@kilowatch/history-store';
import { freshReadings } from './fresh-readings.js';
import { isNewer, seriesKey } from '../journaled/newest-readings.js';
import { compareTimes, type WaitingReading } from './overlay.js';

type Asked = Pick<HistoryStore, 'points' | 'series'>;

/** A store that has nothing. */
export const nothingStored: Asked = { points: async () => ({ points: [] }), series: async () => [] };

/** The store's latest readings, and those that wait where they are newer; `waiting` has what waits of each series at its newest time. */
export async function withWaiting(
  store: Asked,
  stored: readonly Reading[],
  waiting: readonly (readonly WaitingReading[])[],
  notAfterMs: number | undefined,
): Promise<Reading[]> {
  const latest = new Map(stored.map((reading) => [seriesKey(reading), reading]));
  for (const own of waiting) {
    const { reading } = own[0]!;
    const key = seriesKey(reading);
    const known = latest.get(key);
    const order = known ? compareTimes(reading, known, notAfterMs) : 1;
    if (order < 0) continue;
    const newest = await newestOf(order === 0 ? store : nothingStored, own);
    if (newest && (order > 0 || !known || isNewer(newest, known))) latest.set(key, newest);
  }
  return [...latest.values()].sort(
    (a, b) =>
      compareText(a.device, b.device) ||
      compareText(a.metric, b.metric) ||
      compareText(a.index ?? '', b.index ?? ''),
  );
}

/** Of readings of one series and time; what has no ordinal of its own gets the one that it will have. */
async function newestOf(store: Asked, own: readonly WaitingReading[]): Promise<Reading | undefined> {
  const fresh = own.some(({ isNext }) => isNext)
    ? await freshReadings(store, own, await storedAt(store, own[0]!.reading))
    : own.map(({ reading }) => reading);
  return fresh.reduce<Reading | undefined>((a, b) => (a && !isNewer(b, a) ? a : b), undefined);
}

async function storedAt(store: Asked, { device, metric, index, atMs }: Reading) {
  const query = { device, metrics: [metric], fromMs: atMs, toMs: atMs + 1, limit: 1_000 };
  const { points } = await store.points(query);
  return points.filter((point) => point.index === index).map((point) => ({ device, ...point }));
}
