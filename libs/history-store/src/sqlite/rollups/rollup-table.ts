import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WindowSums } from '../../window-sums.js';
import { edgesOf, floorTo, type RollupLevel } from './levels.js';
import { blockSums, RollupBlock } from './rollup-block.js';

/** The roll-ups of all series, in blocks of windows. */
export class RollupTable {
  private readonly selected: StatementSync;
  private readonly listed: StatementSync;
  private readonly written: StatementSync;
  private readonly deleted: StatementSync;
  private readonly deletedBefore: StatementSync;
  private readonly deletedSome: StatementSync;

  constructor(db: DatabaseSync) {
    this.selected = db.prepare('SELECT sums FROM rollups WHERE series = ? AND level = ? AND block = ?');
    this.listed = db.prepare(
      'SELECT block FROM rollups WHERE series = ? AND level = ? AND block BETWEEN ? AND ? ORDER BY block',
    );
    this.written = db.prepare('INSERT OR REPLACE INTO rollups VALUES (?, ?, ?, ?)');
    this.deleted = db.prepare('DELETE FROM rollups WHERE series = ? AND level = ? AND block = ?');
    this.deletedBefore = db.prepare(
      `DELETE FROM rollups WHERE series = :series AND level = :level AND block < :before AND block <= (
         SELECT block FROM rollups WHERE series = :series AND level = :level ORDER BY block LIMIT 1) + :most`,
    );
    this.deletedSome = db.prepare(
      `DELETE FROM rollups WHERE series = :series AND (level, block) IN (
         SELECT level, block FROM rollups WHERE series = :series LIMIT :most)`,
    );
  }

  /** The block that holds an instant; undefined when there is nothing in it. */
  block(series: number, level: RollupLevel, atMs: number): RollupBlock | undefined {
    const number = Math.floor(atMs / level.blockMs);
    const row = this.selected.get(BigInt(series), BigInt(level.id), BigInt(number));
    return row && RollupBlock.unpack(level, number * level.blockMs, row['sums'] as Uint8Array);
  }

  /** Starts of the blocks that have something between two instants, ascending. */
  blocksWithin(series: number, level: RollupLevel, fromMs: number, toMs: number): number[] {
    const [from, to] = [fromMs, toMs - 1].map((atMs) => BigInt(Math.floor(atMs / level.blockMs)));
    return this.listed
      .all(BigInt(series), BigInt(level.id), from!, to!)
      .map((row) => Number(row['block']) * level.blockMs);
  }

  /** The windows of [fromMs, toMs), both of which are edges of the level. */
  read(series: number, level: RollupLevel, fromMs: number, toMs: number): WindowSums {
    const sums = new WindowSums(edgesOf(level, fromMs, toMs));
    for (const startMs of this.blocksWithin(series, level, fromMs, toMs)) {
      const block = this.block(series, level, startMs)!;
      for (let k = block.from(fromMs); k < block.length && block.startMs[k]! < toMs; k++) {
        sums.add((block.startMs[k]! - fromMs) / level.windowMs, block.group(k));
      }
    }
    return sums;
  }

  /** Replaces windows; the others of their blocks stay. To be called within a transaction, as all below. */
  write(series: number, level: RollupLevel, sums: WindowSums): void {
    const [fromMs, toMs] = [sums.edgesMs[0]!, sums.edgesMs[sums.length]!];
    for (let startMs = floorTo(fromMs, level.blockMs); startMs < toMs; startMs += level.blockMs) {
      const endMs = startMs + level.blockMs;
      const isWhole = fromMs <= startMs && endMs <= toMs;
      const whole = isWhole ? blockSums(level, startMs) : this.read(series, level, startMs, endMs);
      const [first, last] = [Math.max(fromMs, startMs), Math.min(toMs, endMs)];
      for (let atMs = first; atMs < last; atMs += level.windowMs) {
        const i = (atMs - startMs) / level.windowMs;
        whole.clear(i);
        whole.add(i, sums.group((atMs - fromMs) / level.windowMs));
      }
      this.put(series, level, startMs, whole);
    }
  }

  /** Deletes the block that holds an instant. */
  remove(series: number, level: RollupLevel, atMs: number): void {
    this.deleted.run(BigInt(series), BigInt(level.id), BigInt(Math.floor(atMs / level.blockMs)));
  }

  /** Deletes some blocks that end before an instant, oldest first; true when there were any. */
  removeBefore(series: number, level: RollupLevel, beforeMs: number, most: number): boolean {
    const { changes } = this.deletedBefore.run({
      series: BigInt(series),
      level: BigInt(level.id),
      before: BigInt(Math.floor(beforeMs / level.blockMs)),
      most: BigInt(most),
    });
    return changes > 0;
  }

  /** Deletes some blocks of a series, of whatever level; true when there were any. */
  removeSome(series: number, most: number): boolean {
    return this.deletedSome.run({ series: BigInt(series), most: BigInt(most) }).changes > 0;
  }

  private put(series: number, level: RollupLevel, startMs: number, sums: WindowSums): void {
    const block = RollupBlock.of(level, sums);
    if (block.length === 0) return this.remove(series, level, startMs);
    const number = BigInt(Math.floor(startMs / level.blockMs));
    this.written.run(BigInt(series), BigInt(level.id), number, block.pack());
  }
}
