import type { DatabaseSync } from 'node:sqlite';
import type { WindowSums } from '../window-sums.js';
import { ChangedRuns } from './changed-runs.js';
import type { Chunk } from './chunks/chunk.js';
import { type Point, PointColumns } from './chunks/point-columns.js';
import { addCounted, addPoints } from './chunks/sum-points.js';
import { HotLog } from './hot-log.js';
import { HotPoints } from './hot-points.js';
import { PointAdder } from './point-adder.js';
import type { PointChanges } from './point-changes.js';
import { type Position, walk } from './point-walk.js';
import { type SealedOptions, SealedPoints } from './sealed-points.js';

const endOfTime = Number.MAX_SAFE_INTEGER;
const none = new PointColumns(0);

/** The points of all series: hot ones and sealed ones. Series go by their number, times are UTC epoch ms. */
export class RawPoints {
  readonly sealed: SealedPoints;
  readonly log: HotLog;
  readonly hot: HotPoints;
  readonly adder: PointAdder;
  private readonly changed: ChangedRuns;
  private readonly block = new PointColumns();

  constructor(
    db: DatabaseSync,
    private readonly changes: PointChanges,
    options: SealedOptions = {},
  ) {
    this.sealed = new SealedPoints(db, options);
    this.log = new HotLog(db, options.noticed);
    this.hot = new HotPoints(this.log, this.sealed);
    this.changed = new ChangedRuns(changes);
    this.adder = new PointAdder(this.hot, this.sealed, this.changed);
  }

  /** The newest point of a series, before an instant if one is given. */
  newest(series: number, beforeMs = endOfTime): Point | undefined {
    const hot = this.hot.of(series) ?? none;
    const ofHot = hot.at(hot.before(beforeMs) - 1);
    const newest = this.sealed.newest(series);
    const ofSealed =
      newest && newest.atMs < beforeMs ? newest : newest && this.sealed.newestBefore(series, beforeMs);
    if (!ofHot || !ofSealed) return ofHot ?? ofSealed;
    return (ofHot.atMs - ofSealed.atMs || ofHot.ordinal - ofSealed.ordinal) > 0 ? ofHot : ofSealed;
  }

  lastAtMs(series: number): number | undefined {
    return this.newest(series)?.atMs;
  }

  /** Time of the first point at or after an instant. */
  firstAtMs(series: number, fromMs = 0): number | undefined {
    const hot = this.hot.of(series) ?? none;
    const i = hot.before(fromMs);
    const ofHot = i < hot.length ? hot.atMs[i] : undefined;
    const ofSealed = this.sealed.firstAtMs(series, fromMs);
    return ofHot !== undefined && ofSealed !== undefined ? Math.min(ofHot, ofSealed) : (ofHot ?? ofSealed);
  }

  /** Whether points of [fromMs, toMs) lie in `few` chunks or less, or in none. */
  areInFewChunks(series: number, fromMs: number, toMs: number, few: number): boolean {
    return !this.sealed.chunks.areMoreThan(Math.floor(few), series, fromMs, toMs);
  }

  /** Adds the points between the edges, ascending by (time, ordinal). */
  sumInto(series: number, sums: WindowSums): void {
    const { edgesMs, length } = sums;
    const start = { atMs: edgesMs[0]!, ordinal: -1 };
    for (const piece of walk(
      this.sealed.chunks,
      series,
      this.hot.of(series) ?? none,
      start,
      edgesMs[length]!,
    )) {
      if ('points' in piece) {
        addPoints(sums, piece.points, piece.from, piece.to);
        continue;
      }
      const { chunk, block } = piece;
      const missing = chunk.missing(block);
      const window = sums.indexOf(chunk.firstAtMs(block));
      const isInOne = window >= 0 && chunk.lastAtMs(block) < edgesMs[window + 1]!;
      if (isInOne && missing === 0) sums.add(window, chunk.sums(block));
      else if (isInOne && missing === chunk.count(block)) sums.addMissing(window, chunk.firstAtMs(block));
      else this.addBlock(sums, chunk, block);
    }
  }

  private addBlock(sums: WindowSums, chunk: Chunk, block: number): void {
    const isWhole = chunk.missing(block) > 0;
    this.block.clear();
    chunk.read(block, this.block, { isWhole });
    const add = isWhole ? addPoints : addCounted;
    add(sums, this.block, 0, this.block.length);
  }

  /** Points at or after a position and before `toMs`, ascending, read as they are taken; writes end it. */
  *after(series: number, start: Position, toMs: number): Generator<Point> {
    for (const piece of walk(this.sealed.chunks, series, this.hot.of(series) ?? none, start, toMs)) {
      const points = 'points' in piece ? piece.points : new PointColumns();
      if ('chunk' in piece) piece.chunk.read(piece.block, points);
      const from = Math.max('points' in piece ? piece.from : 0, points.before(start.atMs, start.ordinal));
      const to = Math.min('points' in piece ? piece.to : points.length, points.before(toMs));
      for (let i = from; i < to; i++) yield points.at(i)!;
    }
  }

  /** Deletes at most `most` points of [fromMs, toMs); how many there were. To be called within a transaction. */
  deleteSome(series: number, fromMs: number, toMs: number, most: number): number {
    const hot = this.hot.deleteSome(series, fromMs, toMs, most);
    if (hot.length > 0) this.changes.noted(series, hot.atMs[0]!, hot.atMs[hot.length - 1]!);
    const { points, firstMs, lastMs } = this.sealed.deleteSome(series, fromMs, toMs, most - hot.length);
    if (points > 0) this.changes.noted(series, firstMs, lastMs);
    return hot.length + points;
  }

  /** To be called at the end of each transaction. */
  beforeCommit(): void {
    this.hot.writeLog();
    this.changed.tell();
  }

  /** To be called after each rollback. */
  rolledBack(): void {
    this.hot.reload();
    this.changed.forget();
  }
}
