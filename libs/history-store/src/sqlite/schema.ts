import type { DatabaseSync } from 'node:sqlite';
import { messageSchema } from './message-schema.js';
import { rollupSchema } from './rollups/rollup-schema.js';

/** Marks the file as ours (SQLite keeps it in the header): "KwHi". */
export const applicationId = 0x4b774869;

/** Steps from an empty file to today's schema; the file's `user_version` counts those that it has. Append only. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: cursors name series
    device TEXT NOT NULL,
    metric TEXT NOT NULL,
    idx TEXT NOT NULL, -- '' where the metric has no index
    UNIQUE (device, metric, idx)
  ) STRICT;

  CREATE TABLE points (
    series INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    value REAL NOT NULL,
    received_lag_ms INTEGER NOT NULL, -- received_at_ms - at_ms: two bytes instead of six
    quality TEXT,
    PRIMARY KEY (series, at_ms, ordinal) -- its last entry of a series is the latest reading
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    source TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX messages_by_time ON messages (device, received_at_ms, arrival);

  CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    batch TEXT NOT NULL,
    UNIQUE (source, batch)
  ) STRICT;
  CREATE INDEX batches_by_source ON batches (source);

  CREATE TABLE totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO totals VALUES ('messageRows', 0), ('messageBytes', 0);
  `,
  `
  ALTER TABLE points RENAME TO point_rows; -- sealed and dropped by sealOldRows
  ALTER TABLE series ADD COLUMN sealed_through INTEGER NOT NULL DEFAULT 0; -- its points in entries of hot up to this id lie in chunks

  CREATE TABLE hot (
    id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: sealed_through names it
    body BLOB NOT NULL -- points of several series, as they came
  ) STRICT;

  CREATE TABLE chunks (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL,
    first_at_ms INTEGER NOT NULL,
    first_ordinal INTEGER NOT NULL,
    last_at_ms INTEGER NOT NULL,
    last_ordinal INTEGER NOT NULL,
    points INTEGER NOT NULL,
    body BLOB NOT NULL -- points of one series, ascending; nothing else lies between its first and last
  ) STRICT;
  CREATE UNIQUE INDEX chunks_by_end ON chunks (series, last_at_ms, last_ordinal, first_at_ms, first_ordinal, points);
  `,
  rollupSchema,
  messageSchema,
];

/** Runs a function in one transaction: all of it or nothing. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK'); // a full disk has rolled back already
    throw error;
  }
}
