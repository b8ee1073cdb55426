import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JournalRefused } from './journal-errors.js';

/**
 * Keeps a second process, and a second journal of this one, out of a folder. An empty SQLite file serves as the lock, as Node has
 * no call for one: the operating system releases it with the process however that ends, so that there are no stale locks, and it holds
 * between containers that share a volume, where process ids say nothing.
 */
export class FolderLock {
  private constructor(private readonly held: DatabaseSync) {}

  /** Throws `JournalRefused` when another has it. */
  static take(folder: string): FolderLock {
    const database = new DatabaseSync(join(folder, 'lock'));
    try {
      database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return new FolderLock(database);
    } catch (error) {
      database.close();
      throw new JournalRefused(whyNot(folder, error), { cause: error });
    }
  }

  release(): void {
    this.held.close();
  }
}

const sqliteBusy = 5;

const whyNot = (folder: string, error: unknown): string => {
  const { errcode, message } = error as Error & { readonly errcode?: number };
  return errcode === sqliteBusy
    ? `The journal ${folder} is in use by another process: two must not write into the same data folder`
    : `The journal ${folder} cannot be locked: ${message}`;
};
