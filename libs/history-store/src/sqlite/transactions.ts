import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './schema.js';

/** Something that keeps in memory what it writes. */
export interface Transacted {
  /** Writes what it has gathered. */
  beforeCommit?(): void;
  /** Drops what the rolled back transaction has left in memory. */
  rolledBack(): void;
}

/** Every write of a history goes through here: all of it or nothing, in the file and in memory. */
export class Transactions {
  constructor(
    private readonly db: DatabaseSync,
    private readonly parts: readonly Transacted[],
  ) {}

  run<T>(work: () => T): T {
    try {
      return inTransaction(this.db, () => {
        const result = work();
        for (const part of this.parts) part.beforeCommit?.();
        return result;
      });
    } catch (error) {
      this.rollBack(error);
      throw error;
    }
  }

  /** Memory that is not what the file says would lose points: nothing may go on with it. */
  private rollBack(cause: unknown): void {
    try {
      for (const part of this.parts) part.rolledBack();
    } catch (error) {
      queueMicrotask(() => {
        throw new Error(`What a failed write left in memory cannot be read anew: ${String(error)}`, {
          cause,
        });
      });
    }
  }
}
