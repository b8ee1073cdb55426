import { type SummedGroup, sumColumns, WindowSums } from '../../window-sums.js';
import { readColumn, writeColumn } from '../chunks/number-column.js';
import { checkedWords, WordWriter } from '../chunks/words.js';
import { edgesOf, type RollupLevel } from './levels.js';

/** Version of the format; the number of windows stands above it. */
const version = 1;

/** Without weights less is to be unpacked: they are 0 then. */
export interface UnpackOptions {
  readonly isWeighted: boolean;
}

const weights = new Set<keyof SummedGroup>(['weighted', 'weightMs']); // the last columns
const times = new Set<keyof SummedGroup>(['firstAtMs', 'lastAtMs']);
const writer = new WordWriter();

/** The windows of one block that have readings, ascending, as columns. */
export class RollupBlock {
  /** Start of each window, UTC epoch ms. */
  readonly startMs: Float64Array;
  private readonly columns: Record<keyof SummedGroup, Float64Array>;

  private constructor(
    private readonly level: RollupLevel,
    private readonly blockStartMs: number,
    readonly length: number,
  ) {
    this.startMs = new Float64Array(length);
    this.columns = Object.fromEntries(
      sumColumns.map((name) => [name, new Float64Array(length)]),
    ) as typeof this.columns;
  }

  /** The windows that have readings, among those of a whole block. */
  static of(level: RollupLevel, sums: WindowSums): RollupBlock {
    const filled = [...sums.count.keys()].filter((i) => sums.count[i]! > 0);
    const block = new RollupBlock(level, sums.edgesMs[0]!, filled.length);
    filled.forEach((i, k) => {
      block.startMs[k] = sums.edgesMs[i]!;
      for (const name of sumColumns) block.columns[name][k] = sums[name][i]!;
    });
    return block;
  }

  /** Throws when the format is not known. */
  static unpack(
    level: RollupLevel,
    blockStartMs: number,
    bytes: Uint8Array,
    { isWeighted }: UnpackOptions = { isWeighted: true },
  ): RollupBlock {
    const words = checkedWords(bytes);
    const header = words[0] ?? 0;
    if ((header & 0xff) !== version) throw new Error(`Roll-ups have the unknown format ${header & 0xff}`);
    const length = header >>> 8;
    const block = new RollupBlock(level, blockStartMs, length);
    let at = readColumn(words, 1, block.startMs, 0, length);
    for (let k = 0; k < length; k++) block.startMs[k] = blockStartMs + block.startMs[k]! * level.windowMs;
    for (const name of sumColumns) {
      if (!isWeighted && weights.has(name)) break;
      at = readColumn(words, at, block.columns[name], 0, length);
      if (times.has(name)) block.shift(name, 1);
    }
    return block;
  }

  /** Windows as positions in the block, times as distances from the start of their window. */
  pack(): Uint8Array {
    const { level, length } = this;
    writer.clear();
    writer.word(version | (length << 8));
    const positions = this.startMs.map((startMs) => (startMs - this.blockStartMs) / level.windowMs);
    writeColumn(writer, positions, 0, length);
    for (const name of sumColumns) {
      if (times.has(name)) this.shift(name, -1);
      writeColumn(writer, this.columns[name], 0, length);
      if (times.has(name)) this.shift(name, 1);
    }
    return writer.checked();
  }

  endMs(k: number): number {
    return this.startMs[k]! + this.level.windowMs;
  }

  firstAtMs(k: number): number {
    return this.columns.firstAtMs[k]!;
  }

  lastAtMs(k: number): number {
    return this.columns.lastAtMs[k]!;
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

  group(k: number): SummedGroup {
    const of = this.columns;
    return {
      count: of.count[k]!,
      min: of.min[k]!,
      max: of.max[k]!,
      sum: of.sum[k]!,
      firstAtMs: of.firstAtMs[k]!,
      last: of.last[k]!,
      lastAtMs: of.lastAtMs[k]!,
      lastOrdinal: of.lastOrdinal[k]!,
      weighted: of.weighted[k]!,
      weightMs: of.weightMs[k]!,
    };
  }

  private shift(name: keyof SummedGroup, sign: 1 | -1): void {
    const column = this.columns[name];
    for (let k = 0; k < this.length; k++) column[k] = column[k]! + sign * this.startMs[k]!;
  }
}

/** Empty sums for a whole block. */
export const blockSums = (level: RollupLevel, blockStartMs: number): WindowSums =>
  new WindowSums(edgesOf(level, blockStartMs, blockStartMs + level.blockMs));
