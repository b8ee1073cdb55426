import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from '@kilowatch/service-kit';
import { aRefusal } from '@kilowatch/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceRegistry } from './device-registry.js';
import { IngestFile } from './ingest-file.js';
import { Quarantine } from './quarantine.js';

let folder: string;
let path: string;
let opened: IngestFile | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  path = join(folder, 'ingest.sqlite');
});

afterEach(() => {
  opened?.close();
  rmSync(folder, { recursive: true });
});

const open = (at = folder): IngestFile => (opened = IngestFile.open(at));

const refusalOf = (at = folder): string => {
  try {
    open(at);
  } catch (error) {
    if (error instanceof StartRefused) return error.message;
    throw error;
  }
  throw new Error('it was opened');
};

describe('IngestFile', () => {
  it('creates folder and file, and opens them again', () => {
    const deeper = join(folder, 'a', 'b');
    open(deeper).close();
    expect(open(deeper).problem()).toBeUndefined();
  });

  it('refuses a folder that cannot be one, naming DATA_DIR', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(refusalOf(join(folder, 'file', 'data'))).toMatch(
      /^DATA_DIR .*file\/data cannot be created .*writable/,
    );
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('refuses a folder where even the superuser may make none', () => {
    expect(refusalOf('/proc/kilowatch/data')).toMatch(/cannot be created/);
  });

  it('refuses a path where no file can be', () => {
    mkdirSync(path);
    expect(refusalOf()).toMatch(/ingest\.sqlite cannot be opened for writing .*make DATA_DIR writable/);
  });

  it('refuses a file that is no database, and says what to do with it', () => {
    writeFileSync(path, 'these are my notes, not a database, '.repeat(100));
    expect(refusalOf()).toMatch(/ingest\.sqlite is damaged .*move it away/);
  });

  it('refuses a database with a torn page', () => {
    const file = open();
    file.write(() => {
      for (let i = 0; i < 2_000; i += 1)
        file.database.exec(`INSERT INTO refusals (refusal) VALUES ('refusal ${i}')`);
    });
    file.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const pages = Number(file.database.prepare('PRAGMA page_count').get()?.['page_count']);
    file.close();
    tearPage(Math.floor(pages / 2));
    expect(refusalOf()).toMatch(/is damaged/);
  });

  it('refuses a file of a newer version', () => {
    const newer = new DatabaseSync(path);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(refusalOf()).toMatch(/written by a newer Kilowatch \(format 99/);
  });

  it('takes over a file of version 1: what was refused then can be read, and is counted', () => {
    const older = new DatabaseSync(path);
    older.exec(`
      CREATE TABLE devices (
        device TEXT PRIMARY KEY, isRetired INTEGER NOT NULL, connection TEXT NOT NULL,
        firstSeenAtMs INTEGER NOT NULL, lastSeenAtMs INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE demoRetirements (kind TEXT PRIMARY KEY, device TEXT NOT NULL, atMs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE refusals (number INTEGER PRIMARY KEY AUTOINCREMENT, refusal TEXT NOT NULL) STRICT;
      PRAGMA user_version = 1;
      INSERT INTO devices VALUES ('battery:b1', 0, 'online', 1, 2);
    `);
    const insert = older.prepare('INSERT INTO refusals (refusal) VALUES (?)');
    for (const reason of ['ö', 'two']) insert.run(JSON.stringify(aRefusal({ reason })));
    older.close();
    const file = open();
    const quarantine = new Quarantine(file, { rows: 10, bytes: 10_000 }, () => false);
    expect(quarantine.list(10).refusals).toEqual([
      { ...aRefusal({ reason: 'two' }), number: 2, isReplayable: false },
      { ...aRefusal({ reason: 'ö' }), number: 1, isReplayable: false },
    ]);
    expect(quarantine).toMatchObject({ total: 2, rows: 2, counts: { 'message.malformed': 2 } });
    const [one, other] = [aRefusal({ reason: 'ö' }), aRefusal({ reason: 'two' })].map((each) =>
      Buffer.byteLength(JSON.stringify(each)),
    );
    expect(quarantine.bytes).toBe(one! + other!);
    const limits = { devices: 5, lastSeenMs: 1, series: 5, newPerMinute: 5 };
    expect(new DeviceRegistry(file, limits).knows('battery:b1')).toBe(true);
  });

  it('reports a failed write until one succeeds, and undoes what had been written before it', () => {
    const file = open();
    const write = (end: () => void) =>
      file.write(() => {
        file.database.exec("INSERT INTO refusals (refusal) VALUES ('one')");
        end();
      });
    expect(() => write(() => file.database.exec('INSERT INTO nowhere VALUES (1)'))).toThrow(/nowhere/);
    expect(file.problem()).toMatch(/ingest\.sqlite cannot be written: no such table/);
    write(() => undefined);
    expect(file.problem()).toBeUndefined();
    expect(file.database.prepare('SELECT count(*) AS rows FROM refusals').get()).toEqual({ rows: 1 });
  });
});

function tearPage(page: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
  writeFileSync(path, bytes);
}
