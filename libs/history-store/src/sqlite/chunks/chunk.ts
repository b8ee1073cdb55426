import type { SummedGroup } from '../../window-sums.js';
import { readColumn, writeColumn } from './number-column.js';
import { PointColumns } from './point-columns.js';
import { countMissing, sumPoints } from './sum-points.js';
import { checkedWords, WordWriter } from './words.js';

/** Points of a block: what is decoded at once. A window that ends within a block costs reading its points, others only sums. */
export const blockPoints = 128;

/** Versions of the format; the number of blocks stands above it. The second is that of chunks in which a sensor was missing. */
const [version, versionWithMissing] = [1, 2];

/** What the directory of a chunk says of each block, a column each. */
const columns = [
  'words',
  'count',
  'firstAtMs',
  'firstOrdinal',
  'lastAtMs',
  'lastOrdinal',
  'min',
  'max',
  'sum',
  'last',
  'weighted',
  'weightMs',
] as const;
/** How many readings of a block are of a sensor that was missing; sums of such a block say nothing. */
const columnsWithMissing = [...columns, 'missing'] as const;
type Directory = Record<(typeof columnsWithMissing)[number], Float64Array>;

const directoryOf = (blocks: number): Directory =>
  Object.fromEntries(columnsWithMissing.map((name) => [name, new Float64Array(blocks)])) as Directory;

const body = new WordWriter();
const whole = new WordWriter();

/**
 * Packs ascending points from `from` to before `to`: a directory with the sums of each block, then the blocks, each column packed
 * by itself.
 */
export function writeChunk(points: PointColumns, from = 0, to = points.length): Uint8Array {
  const blocks = Math.ceil((to - from) / blockPoints);
  const directory = directoryOf(blocks);
  body.clear();
  for (let block = 0, start = from; block < blocks; block++, start += blockPoints) {
    const end = Math.min(to, start + blockPoints);
    const wordsBefore = body.length;
    for (const column of [points.atMs, points.ordinal, points.value, points.lagMs, points.quality]) {
      writeColumn(body, column, start, end);
    }
    const sums = { ...sumPoints(points, start, end), words: body.length - wordsBefore };
    const missing = countMissing(points, start, end);
    const entry = { ...sums, firstOrdinal: points.ordinal[start]!, missing };
    for (const name of columnsWithMissing) directory[name][block] = entry[name];
  }
  const isMissing = directory.missing.some((count) => count > 0);
  whole.clear();
  whole.word((isMissing ? versionWithMissing : version) | (blocks << 8));
  for (const name of isMissing ? columnsWithMissing : columns) writeColumn(whole, directory[name], 0, blocks);
  whole.append(body.words.subarray(0, body.length));
  return whole.checked();
}

/** A packed chunk: its directory is read at once, its blocks when they are asked for. */
export class Chunk {
  readonly blocks: number;
  private readonly directory: Directory;
  private readonly words: Uint32Array;
  private readonly starts: number[] = [];

  /** Throws when the bytes are damaged or the format is not known. */
  constructor(bytes: Uint8Array) {
    this.words = checkedWords(bytes);
    const header = this.words[0] ?? 0;
    const format = header & 0xff;
    if (format !== version && format !== versionWithMissing)
      throw new Error(`A chunk of points has the unknown format ${format}`);
    this.blocks = header >>> 8;
    this.directory = directoryOf(this.blocks);
    let at = 1;
    for (const name of format === version ? columns : columnsWithMissing)
      at = readColumn(this.words, at, this.directory[name], 0, this.blocks);
    for (const length of this.directory.words) {
      this.starts.push(at);
      at += length;
    }
  }

  /** How many of a block's readings are of a sensor that was missing. */
  missing(block: number): number {
    return this.directory.missing[block]!;
  }

  count(block: number): number {
    return this.directory.count[block]!;
  }

  /** The sums of a block in which nothing was missing. */
  sums(block: number): SummedGroup {
    const of = this.directory;
    return {
      count: of.count[block]!,
      min: of.min[block]!,
      max: of.max[block]!,
      sum: of.sum[block]!,
      firstAtMs: of.firstAtMs[block]!,
      last: of.last[block]!,
      lastAtMs: of.lastAtMs[block]!,
      lastOrdinal: of.lastOrdinal[block]!,
      weighted: of.weighted[block]!,
      weightMs: of.weightMs[block]!,
    };
  }

  firstAtMs(block: number): number {
    return this.directory.firstAtMs[block]!;
  }

  firstOrdinal(block: number): number {
    return this.directory.firstOrdinal[block]!;
  }

  lastOrdinal(block: number): number {
    return this.directory.lastOrdinal[block]!;
  }

  lastAtMs(block: number): number {
    return this.directory.lastAtMs[block]!;
  }

  /** The first block that does not end before a position. */
  blockAt(atMs: number, ordinal = -1): number {
    const { lastAtMs, lastOrdinal } = this.directory;
    let block = 0;
    while (block < this.blocks && (lastAtMs[block]! - atMs || lastOrdinal[block]! - ordinal) < 0) block++;
    return block;
  }

  /** Appends the points of a block; with `isWhole: false` only times, ordinals and values, the rest is whatever it was. */
  read(block: number, into: PointColumns, { isWhole = true } = {}): void {
    const [from, count] = [into.length, this.directory.count[block]!];
    into.lengthen(from + count);
    let at = this.starts[block]!;
    at = readColumn(this.words, at, into.atMs, from, count);
    at = readColumn(this.words, at, into.ordinal, from, count);
    at = readColumn(this.words, at, into.value, from, count);
    if (!isWhole) return;
    at = readColumn(this.words, at, into.lagMs, from, count);
    readColumn(this.words, at, into.quality, from, count);
  }

  /** All points. */
  readAll(): PointColumns {
    const points = new PointColumns(this.blocks * blockPoints);
    for (let block = 0; block < this.blocks; block++) this.read(block, points);
    return points;
  }
}
