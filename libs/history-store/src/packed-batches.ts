import type { HistoryBatch } from './history-store.js';
import { codeOfQuality } from './qualities.js';

/** Batches as they go from thread to thread: objects cost more to copy than everything else that happens to them. */
export interface PackedBatches {
  /** Device, metric and index ('' where there is none) of each series, one after the other. */
  readonly names: readonly string[];
  readonly batches: readonly PackedBatch[];
  /** The readings of all batches, column by column: time, ordinal, value, lag of receipt, quality, then the series' position in `names`. */
  readonly columns: Float64Array<ArrayBuffer>;
}

export type PackedBatch = Omit<HistoryBatch, 'readings'> & { readonly readings: number };

export const packedColumns = 6;

/** Numbers the series of one call as they come. */
class SeriesNumbers {
  readonly names: string[] = [];
  private readonly byDevice = new Map<string, Map<string, Map<string, number>>>();

  of(device: string, metric: string, index: string): number {
    const byIndex = entry(entry(this.byDevice, device), metric);
    let number = byIndex.get(index);
    if (number === undefined) {
      number = this.names.length / 3;
      byIndex.set(index, number);
      this.names.push(device, metric, index);
    }
    return number;
  }
}

function entry<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = map.get(key);
  if (known) return known;
  const fresh = new Map<string, V>();
  map.set(key, fresh);
  return fresh;
}

export function packBatches(batches: readonly HistoryBatch[]): PackedBatches {
  const length = batches.reduce((sum, { readings }) => sum + readings.length, 0);
  const columns = new Float64Array(length * packedColumns);
  const numbers = new SeriesNumbers();
  let i = 0;
  for (const { readings } of batches) {
    for (const { device, metric, index = '', value, atMs, receivedAtMs, ordinal, quality } of readings) {
      columns[i] = atMs;
      columns[i + length] = ordinal;
      columns[i + 2 * length] = value;
      columns[i + 3 * length] = receivedAtMs - atMs;
      columns[i + 4 * length] = quality === undefined ? 0 : codeOfQuality(quality);
      columns[i + 5 * length] = numbers.of(device, metric, index);
      i += 1;
    }
  }
  const counted = batches.map((batch) => ({ ...batch, readings: batch.readings.length }));
  return { names: numbers.names, batches: counted, columns };
}
