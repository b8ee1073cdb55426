import type { DatabaseSync } from 'node:sqlite';
import type { Chunk } from './chunks/chunk.js';
import { ChunkTable, spanText, type StoredChunk } from './chunks/chunk-table.js';
import { Damaged } from './chunks/words.js';
import { type Point, PointColumns } from './chunks/point-columns.js';

/** Most points of a chunk. */
export const defaultChunkPoints = 4_096;

/** Series whose newest point is kept in memory; beyond, the memory starts anew. */
const rememberedSeries = 50_000;

export interface SealedOptions {
  readonly chunkPoints?: number | undefined;
  /** Hears of points that cannot be read any more. */
  readonly noticed?: ((text: string) => void) | undefined;
}

/** What was deleted, and between which times it lay. */
interface Deleted {
  readonly points: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * The points that lie in chunks. All writing is to be done within a transaction. Reading a damaged chunk throws Damaged; writing and
 * the newest points do without it, because what comes must not suffer for it.
 */
export class SealedPoints {
  readonly chunks: ChunkTable;
  private readonly newestOf = new Map<number, Point | undefined>();
  private readonly chunkPoints: number;
  private readonly noticed: (text: string) => void;

  constructor(db: DatabaseSync, options: SealedOptions = {}) {
    this.chunks = new ChunkTable(db);
    this.chunkPoints = options.chunkPoints ?? defaultChunkPoints;
    this.noticed = options.noticed ?? (() => undefined);
  }

  /** Time and ordinal of the newest point of a series: known even where it cannot be read. */
  end(series: number): { atMs: number; ordinal: number } | undefined {
    const last = this.chunks.last(series);
    return last && { atMs: last.lastAtMs, ordinal: last.lastOrdinal };
  }

  /** The newest point of a series, by time, then ordinal. */
  newest(series: number): Point | undefined {
    if (this.newestOf.has(series)) return this.newestOf.get(series);
    const newest = this.lastOf(this.chunks.last(series), series);
    if (this.newestOf.size >= rememberedSeries) this.newestOf.clear();
    this.newestOf.set(series, newest);
    return newest;
  }

  /** The newest point before an instant. */
  newestBefore(series: number, atMs: number): Point | undefined {
    const stored = this.chunks.at(series, atMs);
    if (!stored || stored.firstAtMs >= atMs) return this.lastOf(this.chunks.before(series, atMs), series);
    const chunk = this.chunks.read(stored);
    const points = new PointColumns();
    const block = chunk.blockAt(atMs);
    if (block > 0 && chunk.firstAtMs(block) >= atMs) chunk.read(block - 1, points);
    else chunk.read(block, points);
    return points.at(points.before(atMs) - 1);
  }

  /** Time of the first point at or after an instant. */
  firstAtMs(series: number, fromMs: number): number | undefined {
    const stored = this.chunks.at(series, fromMs);
    if (!stored || stored.firstAtMs >= fromMs) return stored?.firstAtMs;
    const chunk = this.chunks.read(stored);
    const points = new PointColumns();
    chunk.read(chunk.blockAt(fromMs), points, { isWhole: false });
    return points.atMs[points.before(fromMs)];
  }

  /** The points of [fromMs, toMs), as far as they can be read. */
  within(series: number, fromMs: number, toMs: number): PointColumns {
    const found = new PointColumns();
    for (const stored of this.chunks.from(series, fromMs, -1, toMs)) {
      const chunk = this.readable(stored);
      if (!chunk) continue;
      const block = chunk.blockAt(fromMs);
      for (let i = block; i < chunk.blocks && chunk.firstAtMs(i) < toMs; i++) chunk.read(i, found);
    }
    return found.slice(found.before(fromMs), found.before(toMs));
  }

  /** Which of these ascending points of a series are here already. */
  known(series: number, points: PointColumns): boolean[] {
    const found = new PointColumns();
    let stored: StoredChunk | undefined;
    let [chunk, block] = [undefined as Chunk | undefined, -1];
    return Array.from({ length: points.length }, (_, i) => {
      const [atMs, ordinal] = [points.atMs[i]!, points.ordinal[i]!];
      if (!stored || points.compare(i, stored.lastAtMs, stored.lastOrdinal) > 0) {
        stored = this.chunks.at(series, atMs, ordinal);
        [chunk, block] = [stored && this.readable(stored), -1];
      }
      if (!chunk) return false;
      const wanted = chunk.blockAt(atMs, ordinal);
      if (wanted !== block) {
        found.clear();
        chunk.read((block = wanted), found, { isWhole: false });
      }
      return found.has(atMs, ordinal);
    });
  }

  /** Seals ascending points that are not here yet. */
  add(series: number, points: PointColumns): void {
    this.newestOf.delete(series);
    let from = 0;
    while (from < points.length) {
      const stored = this.chunks.at(series, points.atMs[from]!, points.ordinal[from]);
      if (!stored) return this.addBehind(series, points, from);
      const merged = this.readable(stored)?.readAll();
      if (!merged) {
        this.setAside(series, stored);
        continue;
      }
      const to = points.before(stored.lastAtMs, stored.lastOrdinal);
      merged.merge(points.slice(from, to));
      this.chunks.remove(stored);
      this.write(series, merged, Math.ceil(merged.length / Math.ceil(merged.length / this.chunkPoints)));
      from = to;
    }
  }

  /** Deletes at most `most` points of [fromMs, toMs), oldest first. */
  deleteSome(series: number, fromMs: number, toMs: number, most: number): Deleted {
    this.newestOf.delete(series);
    const all = { points: 0, firstMs: Infinity, lastMs: -Infinity };
    for (const stored of this.chunks.from(series, fromMs, -1, toMs)) {
      if (all.points >= most) break;
      const { points, firstMs, lastMs } = this.deleteFrom(series, stored, fromMs, toMs, most - all.points);
      all.points += points;
      all.firstMs = Math.min(all.firstMs, firstMs);
      all.lastMs = Math.max(all.lastMs, lastMs);
    }
    return all;
  }

  /** After a rollback: what was remembered may not be so. */
  forgetNewest(): void {
    this.newestOf.clear();
    this.chunks.forget();
  }

  /**
   * Points behind all others. Chunks at the end that are no larger than what comes are taken in, so that their sizes fall from
   * chunk to chunk: few of them are small, and no point is rewritten more often than its chunk doubles.
   */
  private addBehind(series: number, points: PointColumns, from: number): void {
    let all = points.slice(from);
    for (let last = this.chunks.last(series); last; last = this.chunks.last(series)) {
      const longer =
        last.points <= Math.min(all.length, this.chunkPoints - 1) && this.readable(last)?.readAll();
      if (!longer) break;
      longer.append(all);
      all = longer;
      this.chunks.remove(last);
    }
    this.write(series, all, this.chunkPoints);
  }

  /** Points lie in order and apart: a chunk that cannot be opened gives way to others of its time, but is kept. */
  private setAside(series: number, stored: StoredChunk): void {
    this.chunks.setAside(stored);
    const place = `set aside as a chunk of series ${-series}`;
    this.noticed(`Points of series ${series} ${spanText(stored)} are damaged: ${place}`);
  }

  private readable(stored: StoredChunk): Chunk | undefined {
    try {
      return this.chunks.read(stored);
    } catch (error) {
      if (error instanceof Damaged) return undefined;
      throw error;
    }
  }

  private write(series: number, points: PointColumns, mostOfOne: number): void {
    for (let from = 0; from < points.length; from += mostOfOne) {
      this.chunks.add(series, points, from, Math.min(points.length, from + mostOfOne));
    }
  }

  private deleteFrom(
    series: number,
    stored: StoredChunk,
    fromMs: number,
    toMs: number,
    most: number,
  ): Deleted {
    if (stored.firstAtMs >= fromMs && stored.lastAtMs < toMs && stored.points <= most) {
      this.chunks.remove(stored);
      return { points: stored.points, firstMs: stored.firstAtMs, lastMs: stored.lastAtMs };
    }
    const points = this.chunks.read(stored).readAll();
    const from = points.before(fromMs);
    const to = Math.min(points.before(toMs), from + most);
    if (from >= to) return { points: 0, firstMs: Infinity, lastMs: -Infinity };
    const kept = points.slice(0, from);
    kept.append(points, to);
    this.chunks.remove(stored);
    this.write(series, kept, this.chunkPoints);
    return { points: to - from, firstMs: points.atMs[from]!, lastMs: points.atMs[to - 1]! };
  }

  /** The last point of a chunk, or of the one before it that can be read. */
  private lastOf(stored: StoredChunk | undefined, series: number): Point | undefined {
    if (!stored) return undefined;
    const chunk = this.readable(stored);
    if (!chunk) return this.lastOf(this.chunks.before(series, stored.firstAtMs, stored.firstOrdinal), series);
    const points = new PointColumns();
    chunk.read(chunk.blocks - 1, points);
    return points.at(points.length - 1);
  }
}
