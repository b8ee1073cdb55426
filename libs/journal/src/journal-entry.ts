import type { JournalPosition } from './journal-position.js';

export interface JournalEntry {
  readonly position: JournalPosition;
  /** Where to read on. */
  readonly next: JournalPosition;
  readonly record: Buffer;
}

/** What cannot be read back. */
export interface JournalDamage {
  readonly file: string;
  /** The first byte of it. */
  readonly offset: number;
  readonly bytes: number;
  readonly reason: string;
  /** The copy that was kept; empty when none could be, or there is nothing to keep. */
  readonly keptAs: string;
}

export interface JournalLog {
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

export const silentLog: JournalLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
