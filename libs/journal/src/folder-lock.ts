import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JournalInUse, JournalRefused } from './journal-errors.js';

/**
 * Keeps a second process, and a second journal of this one, out of a folder. An empty SQLite file serves as the lock, as Node has
 * no call for one: the operating system releases it with the process however that ends, so that there are no stale locks, and it holds
 * between containers that share a volume, where process ids say nothing.
 */
export class FolderLock {
  private constructor(private readonly held: DatabaseSync) {}

  /** Throws `JournalInUse` when another has it, `JournalRefused` when there can be no lock. */
  static take(folder: string): FolderLock {
    const database = new DatabaseSync(join(folder, 'lock'));
    try {
      database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return new FolderLock(database);
    } catch (error) {
      database.close();
      throw refusal(folder, error as Error);
    }
  }

  release(): void {
    this.held.close();
  }
}

const sqliteBusy = 5;

function refusal(folder: string, cause: Error & { readonly errcode?: number }): JournalRefused {
  return cause.errcode === sqliteBusy
    ? new JournalInUse(
        `The journal ${folder} is in use by another process: two must not write into the same data folder`,
        { cause },
      )
    : new JournalRefused(`The journal ${folder} cannot be locked: ${cause.message}`, { cause });
}
