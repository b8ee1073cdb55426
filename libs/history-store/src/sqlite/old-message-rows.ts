import type { DatabaseSync } from 'node:sqlite';
import type { OriginalMessage } from '@kilowatch/contracts';
import { blocksOf, MessageBlocks } from './message-blocks.js';
import { inTransaction } from './schema.js';

/** Rows that are packed in one transaction. */
const rowsAtOnce = 20_000;

const hasRows = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'message_rows'").get() !== undefined;

/**
 * Until schema 3 each original was a row of its own: packs them, device by device, and drops the table. What a crash interrupts goes
 * on at the next opening. True when there were any.
 */
export function packOldMessages(db: DatabaseSync, begun: () => void): boolean {
  if (!hasRows(db)) return false;
  const blocks = new MessageBlocks(db);
  const first = db.prepare('SELECT device FROM message_rows ORDER BY device LIMIT 1');
  let isEmpty = true;
  for (let row = first.get(); row; row = first.get()) {
    if (isEmpty) begun();
    isEmpty = false;
    inTransaction(db, () => packSome(db, blocks, String(row?.['device'])));
  }
  db.exec('DROP TABLE message_rows');
  return !isEmpty;
}

function packSome(db: DatabaseSync, blocks: MessageBlocks, device: string): void {
  const rows = db
    .prepare(
      `SELECT id, source, received_at_ms, arrival, body FROM message_rows
       WHERE device = ? ORDER BY received_at_ms, arrival, id LIMIT ?`,
    )
    .all(device, BigInt(rowsAtOnce));
  const messages = rows.map((row): OriginalMessage => ({
    ...{ source: String(row['source']), device },
    ...{ receivedAtMs: Number(row['received_at_ms']), arrival: Number(row['arrival']) },
    body: String(row['body']),
  }));
  for (const block of blocksOf(messages)) blocks.insert(block);
  const gone = db.prepare('DELETE FROM message_rows WHERE id = ?');
  for (const row of rows) gone.run(BigInt(Number(row['id'])));
}
