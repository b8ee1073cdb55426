import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder, StartRefused } from '@kilowatch/service-kit';

const version = 3;

/** What each version adds to the one before: version 1 first. */
const steps = [
  `
  CREATE TABLE devices (
    device TEXT PRIMARY KEY, isRetired INTEGER NOT NULL, connection TEXT NOT NULL,
    firstSeenAtMs INTEGER NOT NULL, lastSeenAtMs INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE demoRetirements (kind TEXT PRIMARY KEY, device TEXT NOT NULL, atMs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE refusals (number INTEGER PRIMARY KEY AUTOINCREMENT, refusal TEXT NOT NULL) STRICT;
  `,
  `
  ALTER TABLE refusals ADD COLUMN code TEXT NOT NULL DEFAULT '';
  ALTER TABLE refusals ADD COLUMN payload TEXT;
  ALTER TABLE refusals ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  UPDATE refusals SET code = json_extract(refusal, '$.code'), bytes = octet_length(refusal);
  CREATE INDEX refusalsByCode ON refusals (code, number);
  CREATE TABLE refusalCounts (code TEXT PRIMARY KEY, total INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO refusalCounts SELECT code, count(*) FROM refusals GROUP BY code;
  CREATE TABLE series (device TEXT, metric TEXT, part TEXT, PRIMARY KEY (device, metric, part)) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE devices ADD COLUMN silentSinceMs INTEGER;
  ALTER TABLE devices ADD COLUMN expectedIntervalMs INTEGER;
  ALTER TABLE devices ADD COLUMN dialect TEXT;
  ALTER TABLE devices ADD COLUMN about TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE devices ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE series ADD COLUMN unit TEXT;
  ALTER TABLE series ADD COLUMN sentUnit TEXT;
  `,
];

const wordsOf = (error: unknown): string => (error as Error).message;

/** `ingest.sqlite`: registry and quarantine. Synchronous, because it is tiny and seldom written. */
export class IngestFile {
  #problem: string | undefined;

  private constructor(
    private readonly path: string,
    readonly database: DatabaseSync,
  ) {}

  /** Opens or creates the file. Throws {@link StartRefused} with the one sentence that says what to do. */
  static open(dataDir: string): IngestFile {
    const folder = resolve(dataDir);
    const path = join(folder, 'ingest.sqlite');
    try {
      makeFolder(folder);
    } catch (error) {
      throw new StartRefused(
        `DATA_DIR ${folder} cannot be created (${wordsOf(error)}): make it writable or name another folder.`,
      );
    }
    return new IngestFile(path, openDatabase(path));
  }

  /**
   * Runs a write as one transaction; what must survive a loss of power is `isDurable`. A failure is the health check's problem until a
   * later write succeeds, and is thrown.
   */
  write(work: () => void, { isDurable = false } = {}): void {
    try {
      this.database.exec(`PRAGMA synchronous = ${isDurable ? 'FULL' : 'NORMAL'}; BEGIN IMMEDIATE`);
      work();
      this.database.exec('COMMIT');
      this.#problem = undefined;
    } catch (error) {
      this.#problem = `${this.path} cannot be written: ${wordsOf(error)}`;
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  problem(): string | undefined {
    return this.#problem;
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }
}

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 1_000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    prepare(database, path);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(refusalOf(error, path), { cause: error });
  }
}

function prepare(database: DatabaseSync, path: string): void {
  const check = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (check !== 'ok') throw new StartRefused(damaged(path, String(check)));
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > version)
    throw new StartRefused(
      `${path} was written by a newer Kilowatch (format ${found}, known is ${version}): update this one.`,
    );
  // Also where nothing is missing: a read-only file must not go unnoticed.
  const missing = steps.slice(found).join('');
  database.exec(`BEGIN IMMEDIATE; ${missing} PRAGMA user_version = ${version}; COMMIT`);
}

const damaged = (path: string, words: string): string =>
  `${path} is damaged (${words}): move it away to start with an empty device registry; the history is not in it.`;

// https://www.sqlite.org/rescode.html: 11 corrupt, 26 not a database.
function refusalOf(error: unknown, path: string): string {
  const { errcode } = error as { errcode?: number };
  return errcode === 11 || errcode === 26
    ? damaged(path, wordsOf(error))
    : `${path} cannot be opened for writing (${wordsOf(error)}): make DATA_DIR writable or name another folder.`;
}
