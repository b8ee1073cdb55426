import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import type { Reading } from '@kilowatch/contracts';
import { silentLog } from './history-log.js';
import { applicationId, inTransaction, migrations } from './sqlite/schema.js';
import { aMessage, aReading, allPages, range, t0 } from './suite/fixtures.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file, open } = sqliteFiles();

const readings = ['socPct', 'voltageV'].flatMap((metric) =>
  Array.from({ length: 10_000 }, (_, i) =>
    aReading({
      ...{ metric, value: Math.sin(i), atMs: t0 + i * 3, ordinal: i % 3 },
      ...(i % 5 === 0 && { quality: 'stale' as const }),
    }),
  ),
);

/** A file as the first schema had it: each point a row. */
function writeOldFile(path: string, points: readonly Reading[]): void {
  mkdirSync(dirname(path));
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(migrations[0]!);
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1`);
  const series = db.prepare('INSERT OR IGNORE INTO series (device, metric, idx) VALUES (?, ?, ?)');
  const point = db.prepare(
    'INSERT INTO points VALUES ((SELECT id FROM series WHERE device = ? AND metric = ?), ?, ?, ?, ?, ?)',
  );
  inTransaction(db, () => {
    for (const { device, metric, atMs, ordinal, value, receivedAtMs, quality = null } of points) {
      series.run(device, metric, '');
      point.run(device, metric, BigInt(atMs), BigInt(ordinal), value, BigInt(receivedAtMs - atMs), quality);
    }
    const { device, source, receivedAtMs, arrival, body } = aMessage();
    db.prepare(
      'INSERT INTO messages (device, source, received_at_ms, arrival, bytes, body) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(device, source, BigInt(receivedAtMs), BigInt(arrival), BigInt(body.length), body);
    db.exec("UPDATE totals SET value = 1 WHERE name = 'messageRows'");
    db.exec("INSERT INTO batches (source, batch) VALUES ('s', 'b')");
  });
  db.close();
}

it('takes everything over from a file of the first schema, which shrinks', async () => {
  const path = file();
  writeOldFile(path, readings);
  const sizeBefore = statSync(path).size;
  const store = await open({ file: path });

  const pages = await allPages(async (cursor) => {
    const { points, next } = await store.points(range({ metrics: ['socPct', 'voltageV'], cursor }));
    return { items: points, next };
  });
  const expected = readings
    .toSorted((a, b) => a.atMs - b.atMs || (a.metric < b.metric ? -1 : 1))
    .map(({ metric, atMs, value, quality }) => ({ metric, atMs, value, ...(quality && { quality }) }));
  expect(pages.flat()).toEqual(expected);
  expect(await store.latest({})).toEqual([readings[9_999], readings[19_999]]);
  expect((await store.messages({ ...range(), limit: 5 })).messages).toEqual([aMessage()]);

  const again = { readings: readings.slice(0, 5_000), messages: [] };
  const repeated = { id: { source: 's', batch: 'b' }, ...again };
  expect(await store.append([repeated, again])).toMatchObject([{ isRepeated: true }, { storedPoints: 0 }]);
  await store.close();
  expect(statSync(path).size).toBeLessThan(sizeBefore / 2);
});

it('goes on where the change of a file was interrupted', async () => {
  const path = file();
  writeOldFile(path, readings);
  const db = new DatabaseSync(path); // as it is when the process is killed behind the change of the schema
  for (const step of migrations.slice(1)) db.exec(step);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
  db.close();
  const store = await open({ file: path });
  expect(await store.statistics(range())).toMatchObject([{ count: 10_000, last: Math.sin(9_999) }]);
});

it('says that a file which is too large to be written anew does not shrink', async () => {
  const path = file();
  writeOldFile(path, readings.slice(0, 100));
  const notices: string[] = [];
  const log = { ...silentLog, warn: (_context: object, text: string) => void notices.push(text) };
  const store = await open({ file: path, log, limits: { compactedFileBytes: 0 } });
  expect(await store.statistics(range())).toMatchObject([{ count: 100 }]);
  expect(notices).toEqual([
    expect.stringMatching(/its points are packed, once/),
    expect.stringMatching(/its original messages are packed, once/),
    expect.stringMatching(/does not shrink/),
  ]);
});
