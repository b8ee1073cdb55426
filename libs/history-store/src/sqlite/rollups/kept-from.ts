import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { levelNames } from './levels.js';

/** Since when each level (by id, points being 0) of a series is kept, UTC epoch ms; 0: all that ever was. */
export type KeptSince = readonly number[];

const everything: KeptSince = levelNames.map(() => 0);

/** Keeps what retention has deleted, so that nobody takes it for never having been. */
export class KeptFrom {
  private readonly selected: StatementSync;
  private readonly inserted: StatementSync;
  private readonly deleted: StatementSync;

  constructor(db: DatabaseSync) {
    this.selected = db.prepare('SELECT level, from_ms FROM kept_from WHERE series = ?');
    this.inserted = db.prepare('INSERT OR REPLACE INTO kept_from VALUES (?, ?, ?)');
    this.deleted = db.prepare('DELETE FROM kept_from WHERE series = ?');
  }

  of(series: number): KeptSince {
    const rows = this.selected.all(BigInt(series));
    if (rows.length === 0) return everything;
    const kept = [...everything];
    for (const row of rows) kept[Number(row['level'])] = Number(row['from_ms']);
    return kept;
  }

  /** To be called within the transaction that deletes the first of it. */
  moved(series: number, level: number, fromMs: number): void {
    this.inserted.run(BigInt(series), BigInt(level), BigInt(fromMs));
  }

  remove(series: number): void {
    this.deleted.run(BigInt(series));
  }
}
