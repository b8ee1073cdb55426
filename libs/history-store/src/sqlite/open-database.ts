import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { HistoryLimits } from '../history-limits.js';
import { packOldMessages } from './old-message-rows.js';
import { sealOldRows } from './old-point-rows.js';
import { applicationId, inTransaction, migrations } from './schema.js';
import { asTrouble, StoreTrouble } from './store-trouble.js';

const numberOf = (db: DatabaseSync, pragma: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] ?? 0);

/**
 * WAL with synchronous=FULL: a commit is synced before it returns, so it survives SIGKILL and a power cut (as far as the disk
 * tells the truth). NORMAL would survive SIGKILL only; see the README for what the difference costs. The exclusive lock keeps
 * a second process out and needs no shared memory file; the operating system releases it with the process.
 */
function configure(db: DatabaseSync, limits: HistoryLimits): void {
  // a new file only: this must come before its first page, and an old one says what it has
  db.exec('PRAGMA auto_vacuum = INCREMENTAL');
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA journal_size_limit = 67108864;');
  db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(limits.fileBytes / numberOf(db, 'page_size')))}`);
}

function checkPages(db: DatabaseSync, file: string): void {
  const found = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (found === 'ok') return;
  throw new StoreTrouble(
    'history.unavailable',
    `The history file ${file} is damaged (${String(found).replace(/\s+/g, ' ')}): move it away (a new one is begun) or put a backup in its place, and leave no -wal beside it`,
  );
}

function migrate(db: DatabaseSync, file: string): void {
  const version = numberOf(db, 'user_version');
  const isNew = version === 0 && numberOf(db, 'schema_version') === 0;
  if (!isNew && numberOf(db, 'application_id') !== applicationId) {
    throw new StoreTrouble(
      'history.unavailable',
      `The history file ${file} belongs to another program: move it away, or set another DATA_DIR`,
    );
  }
  if (version > migrations.length) {
    throw new StoreTrouble(
      'history.unavailable',
      `The history file ${file} was written by a newer Kilowatch (schema ${version}, this one knows ${migrations.length}): start the newer one, or set another DATA_DIR`,
    );
  }
  if (version === migrations.length) return;
  inTransaction(db, () => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
  });
}

/** True when there were any. */
function packOldRows(db: DatabaseSync, file: string, noticed: (text: string) => void): boolean {
  const old = `The history file ${file} is of an older version:`;
  return [
    sealOldRows(db, () => noticed(`${old} its points are packed, once; this takes a minute per 20 million`)),
    packOldMessages(db, () =>
      noticed(`${old} its original messages are packed, once; this takes some seconds per million`),
    ),
  ].includes(true);
}

/** Sealing leaves most of an old file empty: what is left is written anew where that is quick, and the file shrinks from now on. */
function compact(db: DatabaseSync, file: string, limits: HistoryLimits): void {
  const usedPages = numberOf(db, 'page_count') - numberOf(db, 'freelist_count');
  if (usedPages * numberOf(db, 'page_size') > limits.compactedFileBytes) return;
  try {
    db.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
  } catch (error) {
    if (asTrouble(error, file) === error) throw error; // a full disk is no reason not to open
  }
}

const neverShrinks = (file: string): string =>
  `The history file ${file} was begun by an older version and is too large to be written anew: what is deleted makes room for what comes, but the file does not shrink`;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Opens the file, creating or migrating it. Throws trouble with one sentence that names the file and what to do. */
export function openDatabase(
  file: string,
  limits: HistoryLimits,
  noticed: (text: string) => void = () => undefined,
): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new DatabaseSync(file);
    configure(db, limits);
    if (sizeOf(file) <= limits.checkedFileBytes) checkPages(db, file);
    migrate(db, file);
    if (packOldRows(db, file, noticed)) compact(db, file, limits);
    if (numberOf(db, 'auto_vacuum') === 0) noticed(neverShrinks(file));
    return db;
  } catch (error) {
    if (db?.isOpen) db.close();
    throw openingTrouble(error, file);
  }
}

function openingTrouble(error: unknown, file: string): unknown {
  if (error instanceof Error && 'syscall' in error) {
    return new StoreTrouble(
      'history.unavailable',
      `The folder of the history file ${file} cannot be made: set DATA_DIR to a folder that this user may write (${error.message})`,
      { cause: error },
    );
  }
  return asTrouble(error, file);
}
