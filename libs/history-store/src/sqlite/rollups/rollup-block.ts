import { type SummedGroup, sumColumns, WindowSums } from '../../window-sums.js';
import { DirectColumn } from '../chunks/direct-column.js';
import { readColumn, writeColumn } from '../chunks/number-column.js';
import { checkedWords, WordWriter } from '../chunks/words.js';
import { edgesOf, type RollupLevel } from './levels.js';

/** Version of the format; the number of windows stands above it. */
const version = 1;

const times: ReadonlySet<keyof SummedGroup> = new Set(['firstAtMs', 'lastAtMs']);
const writer = new WordWriter();

/**
 * Packs the windows of a block that have readings: their positions in the block, then a column for each sum, times as distances from
 * the start of their window. Undefined when there are none.
 */
export function packBlock(sums: WindowSums): Uint8Array | undefined {
  const filled = Float64Array.from([...sums.count.keys()].filter((i) => sums.count[i]! > 0));
  if (filled.length === 0) return undefined;
  writer.clear();
  writer.word(version | (filled.length << 8));
  writeColumn(writer, filled, 0, filled.length);
  for (const name of sumColumns) {
    const column = filled.map((i) => sums[name][i]! - (times.has(name) ? sums.edgesMs[i]! : 0));
    writeColumn(writer, column, 0, filled.length, { isDirect: true });
  }
  return writer.checked();
}

/** A packed block: of its windows only those are unpacked that are asked for. */
export class RollupBlock {
  readonly length: number;
  /** Start of each window that has readings, ascending, UTC epoch ms. */
  readonly startMs: Float64Array;
  private readonly columns: Record<keyof SummedGroup, DirectColumn>;

  /** Throws when it is damaged, or the format is not known. */
  constructor(level: RollupLevel, blockStartMs: number, bytes: Uint8Array) {
    const words = checkedWords(bytes);
    const header = words[0] ?? 0;
    if ((header & 0xff) !== version) throw new Error(`Roll-ups have the unknown format ${header & 0xff}`);
    this.length = header >>> 8;
    this.startMs = new Float64Array(this.length);
    let at = readColumn(words, 1, this.startMs, 0, this.length);
    for (let k = 0; k < this.length; k++) {
      this.startMs[k] = blockStartMs + this.startMs[k]! * level.windowMs;
    }
    const next = (): DirectColumn => {
      const column = new DirectColumn(words, at, this.length);
      at = column.end;
      return column;
    };
    this.columns = {
      count: next(),
      min: next(),
      max: next(),
      sum: next(),
      firstAtMs: next(),
      last: next(),
      lastAtMs: next(),
      lastOrdinal: next(),
      weighted: next(),
      weightMs: next(),
    };
  }

  firstAtMs(k: number): number {
    return this.startMs[k]! + this.columns.firstAtMs.at(k);
  }

  lastAtMs(k: number): number {
    return this.startMs[k]! + this.columns.lastAtMs.at(k);
  }

  /** The first window that begins at or after an instant. */
  from(atMs: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startMs[middle]! < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The sums of a window; its weights are 0 unless they are wanted. */
  group(k: number, { isWeighted = true } = {}): SummedGroup {
    const of = this.columns;
    return {
      count: of.count.at(k),
      min: of.min.at(k),
      max: of.max.at(k),
      sum: of.sum.at(k),
      firstAtMs: this.firstAtMs(k),
      last: of.last.at(k),
      lastAtMs: this.lastAtMs(k),
      lastOrdinal: of.lastOrdinal.at(k),
      weighted: isWeighted ? of.weighted.at(k) : 0,
      weightMs: isWeighted ? of.weightMs.at(k) : 0,
    };
  }
}

/** Empty sums for a whole block. */
export const blockSums = (level: RollupLevel, blockStartMs: number): WindowSums =>
  new WindowSums(edgesOf(level, blockStartMs, blockStartMs + level.blockMs));
