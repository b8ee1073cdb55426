import type { Reading } from '@kilowatch/contracts';

/** Whether `a` comes after `b` in the history of their series. */
export const isNewer = (
  a: Pick<Reading, 'atMs' | 'ordinal'>,
  b: Pick<Reading, 'atMs' | 'ordinal'>,
): boolean => a.atMs > b.atMs || (a.atMs === b.atMs && a.ordinal > b.ordinal);

/** Names a series within one process. */
export const seriesKey = ({
  device,
  metric,
  index = '',
}: Pick<Reading, 'device' | 'metric' | 'index'>): string => `${device}\0${metric}\0${index}`;

/** The newest reading of each series. */
export class NewestReadings implements Iterable<Reading> {
  private readonly bySeries = new Map<string, Reading>();

  add(readings: readonly Reading[]): void {
    for (const reading of readings) {
      const key = seriesKey(reading);
      const known = this.bySeries.get(key);
      if (!known || isNewer(reading, known)) this.bySeries.set(key, reading);
    }
  }

  remove(isGone: (reading: Reading) => boolean): void {
    for (const [key, reading] of this.bySeries) if (isGone(reading)) this.bySeries.delete(key);
  }

  clear(): void {
    this.bySeries.clear();
  }

  [Symbol.iterator](): Iterator<Reading> {
    return this.bySeries.values();
  }
}
