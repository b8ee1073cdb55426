import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SeriesPoints } from './chunks/series-points.js';
import { Damaged } from './chunks/words.js';

/** What one write brought; `isHot` says of which series it lies in no chunk. */
export interface HotEntry {
  readonly points: SeriesPoints;
  readonly isHot: (series: number) => boolean;
}

/** Makes points durable that do not lie in chunks yet: one entry per write, whatever series its points are of. */
export class HotLog {
  private readonly inserted: StatementSync;
  private readonly all: StatementSync;
  private readonly sealed: StatementSync;
  private readonly sealedSeries: StatementSync;
  private readonly released: StatementSync;
  private readonly highest: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly noticed: (text: string) => void = () => undefined,
  ) {
    this.inserted = db.prepare('INSERT INTO hot (body) VALUES (?)');
    this.all = db.prepare('SELECT id, body FROM hot ORDER BY id');
    this.sealed = db.prepare('UPDATE series SET sealed_through = ? WHERE id = ?');
    this.sealedSeries = db.prepare('SELECT id, sealed_through FROM series');
    this.highest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'hot'");
    this.released = db.prepare(
      'DELETE FROM hot WHERE id <= (SELECT max(id) FROM (SELECT id FROM hot WHERE id <= ? ORDER BY id LIMIT ?))',
    );
  }

  append(points: SeriesPoints): void {
    this.inserted.run(points.packed());
  }

  /** The newest entry, also when it is deleted. */
  newest(): number {
    return Number(this.highest.get()?.['seq'] ?? 0);
  }

  /** All points of a series that the log holds up to an entry lie in chunks now, or were deleted. */
  markSealed(series: number, through: number): void {
    this.sealed.run(BigInt(through), BigInt(series));
  }

  /** Deletes at most `most` entries up to one, oldest first; how many there were. */
  release(through: number, most: number): number {
    return Number(this.released.run(BigInt(through), BigInt(most)).changes);
  }

  /** All entries, oldest first. */
  *entries(): Generator<HotEntry> {
    const sealedThrough = new Map(
      this.sealedSeries.all().map((row) => [Number(row['id']), Number(row['sealed_through'])]),
    );
    for (const row of this.all.iterate()) {
      const points = this.unpacked(row['id'] as number, row['body'] as Uint8Array);
      if (points)
        yield { points, isHot: (series) => (sealedThrough.get(series) ?? Infinity) < Number(row['id']) };
    }
  }
  /** One that is damaged must not keep the others from being read. */
  private unpacked(id: number, body: Uint8Array): SeriesPoints | undefined {
    const points = new SeriesPoints();
    try {
      points.unpack(body);
      return points;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.noticed(`Entry ${id} of the points that came last is damaged: it is left out`);
      return undefined;
    }
  }
}
