import type { FaultCode } from '@kilowatch/contracts';
import { Damaged } from './chunks/words.js';

/**
 * Something that the worker refuses or cannot do, in a sentence for people. It becomes a `Fault` on the other side of the
 * message channel; the worker itself imports no contracts, which keeps zod out of its memory.
 */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble';

  constructor(
    readonly code: Extract<FaultCode, 'history.unavailable' | 'request.invalid'>,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What to do, by SQLite's primary result code (https://sqlite.org/rescode.html). */
const remedies: Readonly<Record<number, (file: string) => string>> = {
  5: (file) =>
    `The history file ${file} is in use by another process: stop that one, or give this one a DATA_DIR of its own`,
  8: (file) => `The history file ${file} cannot be written: make it and its folder writable for this user`,
  10: (file) => `The disk failed under the history file ${file}: check the disk and the free space on it`,
  11: (file) =>
    `The history file ${file} is damaged: move it away (a new one is begun) or put a backup in its place, and leave no -wal beside it`,
  13: (file) => `There is no space left for the history file ${file}: free some, or raise HISTORY_MAX_MIB`,
  14: (file) =>
    `The history file ${file} cannot be opened: check that its folder exists and is writable for this user`,
  26: (file) =>
    `The history file ${file} is not a history file of Kilowatch: move it away (a new one is begun) or put a backup in its place, and leave no -wal beside it`,
};

type SqliteError = Error & { readonly errcode: number };

// Not by `instanceof`: a test framework gives its modules an Error of their own.
const isOfSqlite = (error: unknown): error is SqliteError =>
  typeof error === 'object' && error !== null && typeof (error as SqliteError).errcode === 'number';

/** Turns an error of SQLite into trouble with a sentence; anything else is a bug and comes back unchanged. */
export function asTrouble(error: unknown, file: string): unknown {
  if (error instanceof Damaged) {
    return new StoreTrouble(
      'history.unavailable',
      `The history file ${file} is damaged (${error.message}): put a backup in its place, or delete the readings of that time`,
      { cause: error },
    );
  }
  if (!isOfSqlite(error)) return error;
  const remedy = remedies[error.errcode & 0xff];
  const text = remedy
    ? `${remedy(file)} (${error.message})`
    : `The history file ${file} failed: ${error.message}`;
  return new StoreTrouble('history.unavailable', text, { cause: error });
}
