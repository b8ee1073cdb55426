import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HousekeepingTask } from './housekeeping.js';

/** Pages given back at once. */
const pagesAtOnce = 256;
/** Free pages that stay for what comes next, besides a tenth of the file. */
const keptPages = 1_024;

/** Gives the pages of what was deleted back to the file system, a few at a time. Does nothing in a file without auto_vacuum. */
export class Vacuum implements HousekeepingTask {
  readonly name = 'vacuum';
  private readonly free: StatementSync;
  private readonly pages: StatementSync;
  private readonly isPossible: boolean;

  constructor(private readonly db: DatabaseSync) {
    this.free = db.prepare('PRAGMA freelist_count');
    this.pages = db.prepare('PRAGMA page_count');
    this.isPossible = db.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'] === 2;
  }

  step(): boolean {
    if (!this.isPossible || !this.isWorthIt()) return false;
    this.db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    return true;
  }

  private isWorthIt(): boolean {
    const free = Number(this.free.get()?.['freelist_count'] ?? 0);
    return free > keptPages + Number(this.pages.get()?.['page_count'] ?? 0) / 10;
  }
}
