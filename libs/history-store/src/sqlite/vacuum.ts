import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { HousekeepingTask } from './housekeeping.js';

/** Pages given back at once. */
const pagesAtOnce = 256;
/** Gives the pages of what was deleted back to the file system, a few at a time. Does nothing in a file without auto_vacuum. */
export class Vacuum implements HousekeepingTask {
  readonly name = 'vacuum';
  private readonly free: StatementSync;
  private readonly pages: StatementSync;
  private readonly isPossible: boolean;
  private readonly keptPages: number;

  constructor(
    private readonly db: DatabaseSync,
    keptFreeBytes: number,
  ) {
    this.free = db.prepare('PRAGMA freelist_count');
    this.pages = db.prepare('PRAGMA page_count');
    this.keptPages = keptFreeBytes / Number(db.prepare('PRAGMA page_size').get()?.['page_size']);
    this.isPossible = db.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'] === 2;
  }

  step(): boolean {
    if (!this.isPossible || !this.isWorthIt()) return false;
    this.db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    return true;
  }

  /** What is kept free, and a tenth of the file, is soon used again. */
  private isWorthIt(): boolean {
    const free = Number(this.free.get()?.['freelist_count'] ?? 0);
    return free > this.keptPages + Number(this.pages.get()?.['page_count'] ?? 0) / 10;
  }
}
