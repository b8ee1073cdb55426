import type { Reading } from '@kilowatch/contracts';
import { compareText } from './aggregate.js';
import type { HistoryBatch } from './history-store.js';

type Named = Pick<Reading, 'device' | 'metric' | 'index'>;

export const compareSeries = (a: Named, b: Named): number =>
  compareText(a.device, b.device) ||
  compareText(a.metric, b.metric) ||
  compareText(a.index ?? '', b.index ?? '');

/** Readings of one series, at least one, ascending by (time, ordinal). */
export type SeriesReadings = [Reading, ...Reading[]];

const keyOf = ({ device, metric, index }: Named): string => JSON.stringify([device, metric, index]);

/** The first of ascending readings at or after a position. */
function placeOf(readings: readonly Reading[], atMs: number, ordinal: number): number {
  let [low, high] = [0, readings.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const one = readings[middle] as Reading;
    if ((one.atMs - atMs || one.ordinal - ordinal) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The readings of all series. */
export class MemoryPoints {
  private readonly bySeries = new Map<string, Reading[]>();

  /** True when the reading was new, see `HistoryBatch.ordinals`. */
  add(
    reading: Reading,
    { ordinals, isRedelivered }: Pick<HistoryBatch, 'ordinals' | 'isRedelivered'>,
  ): boolean {
    const key = keyOf(reading);
    const readings = this.bySeries.get(key) ?? [];
    const { atMs, value } = reading;
    const same = readings.slice(placeOf(readings, atMs, -1), placeOf(readings, atMs + 1, -1));
    const ordinal = ordinals === 'next' ? (same.at(-1)?.ordinal ?? -1) + 1 : reading.ordinal;
    const equals = isRedelivered ? same : same.slice(-1);
    if (ordinals === 'next' && equals.some((one) => one.value === value)) return false;
    if (same.some((one) => one.ordinal === ordinal)) return false;
    readings.splice(placeOf(readings, atMs, ordinal), 0, { ...reading, ordinal });
    this.bySeries.set(key, readings);
    return true;
  }

  /** The series that are wanted, ascending by (device, metric, index). */
  series(isWanted: (series: Named) => boolean): SeriesReadings[] {
    return [...this.bySeries.values()]
      .filter(
        (readings): readings is SeriesReadings => readings.length > 0 && isWanted(readings[0] as Reading),
      )
      .sort(([a], [b]) => compareSeries(a, b));
  }

  /** Deletes readings of the series that are wanted; how many there were. */
  delete(isWanted: (series: Named) => boolean, isGone: (reading: Reading) => boolean): number {
    let deleted = 0;
    for (const readings of this.series(isWanted)) {
      const kept = readings.filter((reading) => !isGone(reading));
      deleted += readings.length - kept.length;
      if (kept.length > 0) this.bySeries.set(keyOf(readings[0]), kept);
      else this.bySeries.delete(keyOf(readings[0]));
    }
    return deleted;
  }
}
