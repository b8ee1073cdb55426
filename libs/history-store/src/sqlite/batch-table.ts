import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HistoryLimits } from '../history-limits.js';
import type { HistoryBatch } from '../history-store.js';

/** Remembers which batches were written, a bounded number per source and in all. */
export class BatchTable {
  private readonly inserted: StatementSync;
  private readonly ofSource: StatementSync;
  private readonly prunedOfSource: StatementSync;
  private readonly prunedOfAll: StatementSync;
  private readonly countBySource = new Map<string, number>();

  constructor(
    db: DatabaseSync,
    private readonly limits: HistoryLimits,
  ) {
    this.inserted = db.prepare('INSERT OR IGNORE INTO batches (source, batch) VALUES (?, ?)');
    this.ofSource = db.prepare('SELECT count(*) AS n FROM batches WHERE source = ?');
    this.prunedOfSource = db.prepare(
      `DELETE FROM batches WHERE source = :source AND id <=
         (SELECT id FROM batches WHERE source = :source ORDER BY id DESC LIMIT 1 OFFSET :kept)`,
    );
    this.prunedOfAll = db.prepare('DELETE FROM batches WHERE id <= ?');
  }

  /** True when the batch was not known. To be called within the transaction that writes it. */
  isFirst({ source, batch }: NonNullable<HistoryBatch['id']>): boolean {
    const { changes, lastInsertRowid } = this.inserted.run(source, batch);
    if (changes !== 1) return false;
    this.prunedOfAll.run(BigInt(lastInsertRowid) - BigInt(this.limits.batchesInAll));
    this.pruneSource(source);
    return true;
  }

  /** After a rollback: what was counted in that transaction does not exist. */
  rolledBack(): void {
    this.countBySource.clear();
  }

  // A tenth more than the limit may stand before the surplus is deleted in one go.
  private pruneSource(source: string): void {
    const kept = this.limits.batchesPerSource;
    const known = this.countBySource.get(source);
    const count = known === undefined ? Number(this.ofSource.get(source)?.['n'] ?? 0) : known + 1;
    const isOver = count > kept + Math.ceil(kept / 10);
    if (isOver) this.prunedOfSource.run({ source, kept: BigInt(kept) });
    if (this.countBySource.size >= kept) this.countBySource.clear();
    this.countBySource.set(source, isOver ? kept : count);
  }
}
