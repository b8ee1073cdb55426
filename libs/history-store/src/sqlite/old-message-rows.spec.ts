import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { aMessage, range, t0 } from '../suite/fixtures.js';
import { ReadableLog } from '../suite/readable-log.js';
import { sqliteFiles } from '../suite/sqlite-files.js';
import { applicationId, migrations } from './schema.js';

const { file, open } = sqliteFiles();

/** As Kilowatch wrote it until schema 3: a row for each original. */
function anOldFile(rows: readonly ReturnType<typeof aMessage>[]): string {
  const path = file();
  mkdirSync(dirname(path), { recursive: true });
  const db = new DatabaseSync(path);
  for (const step of migrations.slice(0, 3)) db.exec(step);
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = 3`);
  const insert = db.prepare(
    'INSERT INTO messages (device, source, received_at_ms, arrival, bytes, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { device, source, receivedAtMs, arrival, body } of rows) {
    insert.run(device, source, BigInt(receivedAtMs), BigInt(arrival), BigInt(body.length), body);
  }
  db.exec(`UPDATE totals SET value = ${rows.length} WHERE name = 'messageRows'`);
  db.close();
  return path;
}

it('originals of an older file are packed when it is opened, and said so once', async () => {
  const messages = Array.from({ length: 400 }, (_, i) => aMessage({ receivedAtMs: t0 + i, arrival: i }));
  const path = anOldFile(messages.toReversed());
  const log = new ReadableLog();
  const store = await open({ file: path, log, limits: { messageRows: 401 } });
  expect((await store.messages({ ...range(), limit: 500 })).messages).toEqual(messages);
  expect(log.said).toEqual([expect.stringMatching(/are packed, once/)]);
  const newer = [1, 2].map((i) => aMessage({ receivedAtMs: t0 + 500 + i }));
  await store.append([{ readings: [], messages: newer }]);
  expect((await store.messages({ ...range(), limit: 500 })).messages).toEqual([
    ...messages.slice(1),
    ...newer,
  ]);
  await store.close();
  const again = await open({ file: path, log });
  expect((await again.messages({ ...range(), limit: 1 })).messages).toEqual(messages.slice(1, 2));
  expect(log.said).toHaveLength(1);
});
