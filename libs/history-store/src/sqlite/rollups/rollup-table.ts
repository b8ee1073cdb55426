import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { WindowSums } from '../../window-sums.js';
import { Damaged } from '../chunks/words.js';
import { DamagedRollups } from './damaged-rollups.js';
import { edgesOf, floorTo, type RollupLevel } from './levels.js';
import { blockSums, packBlock, RollupBlock } from './rollup-block.js';

const blockBits = 32n;
const levelBits = 3n;
const blockMask = (1n << blockBits) - 1n;

/** The blocks of a level of a series lie together, ascending in time, and are found without an index. */
const idOf = (series: number, level: RollupLevel, atMs: number): bigint =>
  (((BigInt(series) << levelBits) | BigInt(level.id)) << blockBits) |
  BigInt(Math.floor(atMs / level.blockMs));

/** The first id of a series. */
const firstIdOf = (series: number): bigint => BigInt(series) << (levelBits + blockBits);

/** The roll-ups of all series, in blocks of windows. */
export class RollupTable {
  private readonly selected: StatementSync;
  private readonly listed: StatementSync;
  private readonly first: StatementSync;
  private readonly written: StatementSync;
  private readonly deleted: StatementSync;
  private readonly deletedSome: StatementSync;

  constructor(db: DatabaseSync) {
    this.selected = db.prepare('SELECT sums FROM rollups WHERE id = ?');
    this.listed = db.prepare('SELECT id FROM rollups WHERE id BETWEEN ? AND ? ORDER BY id');
    this.listed.setReadBigInts(true);
    this.first = db.prepare('SELECT id FROM rollups WHERE id >= ? AND id < ? ORDER BY id LIMIT 1');
    this.first.setReadBigInts(true);
    this.written = db.prepare('INSERT OR REPLACE INTO rollups VALUES (?, ?)');
    this.deleted = db.prepare('DELETE FROM rollups WHERE id BETWEEN ? AND ?');
    this.deletedSome = db.prepare(
      'DELETE FROM rollups WHERE id IN (SELECT id FROM rollups WHERE id >= ? AND id < ? ORDER BY id LIMIT ?)',
    );
  }

  /** The block that holds an instant; undefined when there is nothing in it. Throws DamagedRollups. */
  block(series: number, level: RollupLevel, atMs: number): RollupBlock | undefined {
    const row = this.selected.get(idOf(series, level, atMs));
    const startMs = floorTo(atMs, level.blockMs);
    try {
      return row && new RollupBlock(level, startMs, row['sums'] as Uint8Array);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      throw new DamagedRollups(series, level, startMs, { cause: error });
    }
  }

  /** Starts of the blocks that have something between two instants, ascending. */
  blocksWithin(series: number, level: RollupLevel, fromMs: number, toMs: number): number[] {
    return this.listed
      .all(idOf(series, level, fromMs), idOf(series, level, toMs - 1))
      .map((row) => Number((row['id'] as bigint) & blockMask) * level.blockMs);
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
        whole.set(i, sums.group((atMs - fromMs) / level.windowMs));
      }
      this.put(series, level, startMs, whole);
    }
  }

  /** Deletes the blocks of [fromMs, toMs). */
  remove(series: number, level: RollupLevel, fromMs: number, toMs: number): void {
    this.deleted.run(idOf(series, level, fromMs), idOf(series, level, toMs - 1));
  }

  /** Whether blocks end before an instant. */
  isSomeBefore(series: number, level: RollupLevel, beforeMs: number): boolean {
    return this.first.get(idOf(series, level, 0), idOf(series, level, beforeMs)) !== undefined;
  }

  /** Deletes some blocks that end before an instant, oldest first. */
  removeBefore(series: number, level: RollupLevel, beforeMs: number, most: number): void {
    this.deletedSome.run(idOf(series, level, 0), idOf(series, level, beforeMs), BigInt(most));
  }

  /** Deletes some blocks of a series, of whatever level; true when there were any. */
  removeSome(series: number, most: number): boolean {
    return this.deletedSome.run(firstIdOf(series), firstIdOf(series + 1), BigInt(most)).changes > 0;
  }

  private put(series: number, level: RollupLevel, startMs: number, sums: WindowSums): void {
    const packed = packBlock(sums);
    if (packed) this.written.run(idOf(series, level, startMs), packed);
    else this.remove(series, level, startMs, startMs + level.blockMs);
  }
}
