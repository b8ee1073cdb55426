import { emptyGroup, type SummedGroup, sumColumns, WindowSums } from '../../window-sums.js';
import { DirectColumn } from '../chunks/direct-column.js';
import { readColumn, writeColumn } from '../chunks/number-column.js';
import { checkedWords, WordWriter } from '../chunks/words.js';
import { edgesOf, type RollupLevel } from './levels.js';

/** Versions of the format; the number of windows stands above it. The second is that of blocks in which a sensor was missing. */
const [version, versionWithMissing] = [1, 2];

type MissingColumn = 'missingBeforeMs' | 'missingAfterMs';
const missingColumns: ReadonlySet<keyof SummedGroup> = new Set(['missingBeforeMs', 'missingAfterMs']);
const countedColumns = sumColumns.filter((name) => !missingColumns.has(name));
const times: ReadonlySet<keyof SummedGroup> = new Set(['firstAtMs', 'lastAtMs', ...missingColumns]);
/** Stands for a time at which nothing was. */
const never = -1;

const writer = new WordWriter();

/**
 * Packs the windows of a block that have readings, or in which a sensor was missing: their positions in the block, then a column for
 * each sum, times as distances from the start of their window. Undefined when there are none.
 */
export function packBlock(sums: WindowSums): Uint8Array | undefined {
  const filled = Float64Array.from([...sums.count.keys()].filter((i) => !sums.isEmpty(i)));
  if (filled.length === 0) return undefined;
  const isMissing = filled.some(
    (i) => sums.missingBeforeMs[i]! < Infinity || sums.missingAfterMs[i]! < Infinity,
  );
  writer.clear();
  writer.word((isMissing ? versionWithMissing : version) | (filled.length << 8));
  writeColumn(writer, filled, 0, filled.length);
  for (const name of isMissing ? sumColumns : countedColumns) {
    const column = filled.map((i) => packed(sums, name, i));
    writeColumn(writer, column, 0, filled.length, { isDirect: true });
  }
  return writer.checked();
}

function packed(sums: WindowSums, name: keyof SummedGroup, i: number): number {
  const value = sums[name][i]!;
  if (sums.count[i] === 0 && Number.isNaN(value)) return 0;
  if (!times.has(name)) return value;
  return value === Infinity ? never : value - sums.edgesMs[i]!;
}

/** A packed block: of its windows only those are unpacked that are asked for. */
export class RollupBlock {
  readonly length: number;
  /** Start of each window that has something, ascending, UTC epoch ms. */
  readonly startMs: Float64Array;
  private readonly columns: Record<Exclude<keyof SummedGroup, MissingColumn>, DirectColumn>;
  private readonly missing: Record<MissingColumn, DirectColumn> | undefined;

  /** Throws when it is damaged, or the format is not known. */
  constructor(level: RollupLevel, blockStartMs: number, bytes: Uint8Array) {
    const words = checkedWords(bytes);
    const header = words[0] ?? 0;
    const format = header & 0xff;
    if (format !== version && format !== versionWithMissing)
      throw new Error(`Roll-ups have the unknown format ${format}`);
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
    if (format === versionWithMissing) this.missing = { missingBeforeMs: next(), missingAfterMs: next() };
  }

  /** Whether a window has no readings: the sensor was missing. */
  isMissing(k: number): boolean {
    return this.missing !== undefined && this.columns.count.at(k) === 0;
  }

  /** When something was in a window for the first time: a reading, or the sensor was missing. */
  firstMs(k: number): number {
    const missingMs = this.missingMs(k, 'missingBeforeMs');
    return this.isMissing(k) ? missingMs : Math.min(missingMs, this.timeAt(k, 'firstAtMs'));
  }

  /** When something was for the last time; of times at which a sensor was missing the first of the last ones. */
  lastMs(k: number): number {
    if (this.isMissing(k)) return this.missingMs(k, 'missingBeforeMs');
    const missingMs = this.missingMs(k, 'missingAfterMs');
    return missingMs < Infinity ? missingMs : this.timeAt(k, 'lastAtMs');
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

  /** The sums of a window; its weights are 0, and its sensor is not missing, unless they are wanted. */
  group(k: number, { isWeighted = true } = {}): SummedGroup {
    if (this.missing && isWeighted) return this.groupWithMissing(k);
    return this.isMissing(k) ? emptyGroup : this.groupOf(k, isWeighted);
  }

  private groupOf(k: number, isWeighted: boolean): SummedGroup {
    const of = this.columns;
    return {
      count: of.count.at(k),
      min: of.min.at(k),
      max: of.max.at(k),
      sum: of.sum.at(k),
      firstAtMs: this.timeAt(k, 'firstAtMs'),
      last: of.last.at(k),
      lastAtMs: this.timeAt(k, 'lastAtMs'),
      lastOrdinal: of.lastOrdinal.at(k),
      weighted: isWeighted ? of.weighted.at(k) : 0,
      weightMs: isWeighted ? of.weightMs.at(k) : 0,
    };
  }

  private groupWithMissing(k: number): SummedGroup {
    const [missingBeforeMs, missingAfterMs] = [
      this.missingMs(k, 'missingBeforeMs'),
      this.missingMs(k, 'missingAfterMs'),
    ];
    const group = this.isMissing(k) ? emptyGroup : this.groupOf(k, true);
    return { ...group, missingBeforeMs, missingAfterMs };
  }

  private timeAt(k: number, name: 'firstAtMs' | 'lastAtMs'): number {
    return this.startMs[k]! + this.columns[name].at(k);
  }

  private missingMs(k: number, name: MissingColumn): number {
    const distanceMs = this.missing?.[name].at(k) ?? never;
    return distanceMs === never ? Infinity : this.startMs[k]! + distanceMs;
  }
}

/** Empty sums for a whole block. */
export const blockSums = (level: RollupLevel, blockStartMs: number): WindowSums =>
  new WindowSums(edgesOf(level, blockStartMs, blockStartMs + level.blockMs));
