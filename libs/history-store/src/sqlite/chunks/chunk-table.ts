import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Chunk, writeChunk } from './chunk.js';
import type { PointColumns } from './point-columns.js';
import { Damaged } from './words.js';

/** Where a chunk lies; those of a series do not overlap. */
export interface StoredChunk {
  readonly id: bigint;
  readonly firstAtMs: number;
  readonly firstOrdinal: number;
  readonly lastAtMs: number;
  readonly lastOrdinal: number;
  readonly points: number;
}

export const spanText = ({ firstAtMs, lastAtMs }: StoredChunk): string =>
  `from ${new Date(firstAtMs).toISOString()} to ${new Date(lastAtMs).toISOString()}`;

// all of it is in the index
const place = 'id, first_at_ms, first_ordinal, last_at_ms, last_ordinal, points';

const storedChunk = (row: Record<string, unknown> | undefined): StoredChunk | undefined =>
  row && {
    id: BigInt(row['id'] as number),
    firstAtMs: Number(row['first_at_ms']),
    firstOrdinal: Number(row['first_ordinal']),
    lastAtMs: Number(row['last_at_ms']),
    lastOrdinal: Number(row['last_ordinal']),
    points: Number(row['points']),
  };

/** The chunks of all series. SQLite takes a JavaScript number as a float: whole numbers are bound as BigInt. */
export class ChunkTable {
  private readonly endingAt: StatementSync;
  private readonly endingBefore: StatementSync;
  private readonly counted: StatementSync;
  private readonly body: StatementSync;
  private readonly inserted: StatementSync;
  private readonly deleted: StatementSync;
  private readonly moved: StatementSync;
  private atHand: { readonly id: bigint; readonly chunk: Chunk } | undefined;

  constructor(db: DatabaseSync) {
    this.endingAt = db.prepare(
      `SELECT ${place} FROM chunks WHERE series = ? AND (last_at_ms, last_ordinal) >= (?, ?) ORDER BY last_at_ms, last_ordinal LIMIT 1`,
    );
    this.endingBefore = db.prepare(
      `SELECT ${place} FROM chunks WHERE series = ? AND (last_at_ms, last_ordinal) < (?, ?) ORDER BY last_at_ms DESC, last_ordinal DESC LIMIT 1`,
    );
    this.counted = db.prepare(
      'SELECT count(*) AS n FROM (SELECT 1 FROM chunks WHERE series = ? AND last_at_ms >= ? AND first_at_ms < ? LIMIT ?)',
    );
    this.body = db.prepare('SELECT body FROM chunks WHERE id = ?');
    this.inserted = db.prepare(
      'INSERT INTO chunks (series, first_at_ms, first_ordinal, last_at_ms, last_ordinal, points, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.moved = db.prepare('UPDATE chunks SET series = -series WHERE id = ?');
    this.deleted = db.prepare('DELETE FROM chunks WHERE id = ?');
  }

  /** The first chunk that does not end before a position. */
  at(series: number, atMs: number, ordinal = -1): StoredChunk | undefined {
    return storedChunk(this.endingAt.get(BigInt(series), BigInt(Math.ceil(atMs)), BigInt(ordinal)));
  }

  /** The last chunk that ends before a position. */
  before(series: number, atMs: number, ordinal = -1): StoredChunk | undefined {
    return storedChunk(this.endingBefore.get(BigInt(series), BigInt(Math.ceil(atMs)), BigInt(ordinal)));
  }

  /** Whether points of [fromMs, toMs) lie in more than so many chunks. */
  areMoreThan(few: number, series: number, fromMs: number, toMs: number): boolean {
    const most = BigInt(few + 1);
    const row = this.counted.get(BigInt(series), BigInt(Math.ceil(fromMs)), BigInt(Math.ceil(toMs)), most);
    return Number(row?.['n']) > few;
  }

  last(series: number): StoredChunk | undefined {
    return this.before(series, Number.MAX_SAFE_INTEGER);
  }

  /** Chunks that may hold points at or after a position and before `toMs`, ascending; they may be rewritten meanwhile. */
  *from(series: number, atMs: number, ordinal: number, toMs: number): Generator<StoredChunk> {
    for (let next = this.at(series, atMs, ordinal); next && next.firstAtMs < toMs;) {
      yield next;
      if (next.lastAtMs >= toMs) return;
      next = this.at(series, next.lastAtMs, next.lastOrdinal + 1);
    }
  }

  /** Throws Damaged with the time of its points. The last one read is at hand: short stretches are asked for side by side. */
  read(stored: StoredChunk): Chunk {
    const { id } = stored;
    if (this.atHand?.id === id) return this.atHand.chunk;
    try {
      const chunk = new Chunk(this.body.get(id)?.['body'] as Uint8Array);
      this.atHand = { id, chunk };
      return chunk;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      throw new Damaged(`${error.message}, ${spanText(stored)}`, { cause: error });
    }
  }

  /** After a rollback an id may stand for another chunk. */
  forget(): void {
    this.atHand = undefined;
  }

  /** Packs points from `from` to before `to`. */
  add(series: number, points: PointColumns, from: number, to: number): void {
    const last = to - 1;
    this.inserted.run(
      BigInt(series),
      BigInt(points.atMs[from]!),
      BigInt(points.ordinal[from]!),
      BigInt(points.atMs[last]!),
      BigInt(points.ordinal[last]!),
      BigInt(to - from),
      writeChunk(points, from, to),
    );
  }

  /** Takes a chunk out of its series without losing its bytes. */
  setAside({ id }: StoredChunk): void {
    this.moved.run(id);
  }

  remove({ id }: StoredChunk): void {
    this.forget(); // its id may be given again
    this.deleted.run(id);
  }
}
