/** Originals, packed. Totals of them are in `totals`. */
export const messageSchema = `
  ALTER TABLE messages RENAME TO message_rows; -- packed and dropped by packOldMessages

  CREATE TABLE message_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL, -- characters of the bodies
    first_at_ms INTEGER NOT NULL,
    last_at_ms INTEGER NOT NULL,
    body BLOB NOT NULL -- messages of several devices, as they came
  ) STRICT;

  CREATE TABLE message_blocks (
    id INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    first_at_ms INTEGER NOT NULL,
    last_at_ms INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    body BLOB NOT NULL -- messages of one device, ascending
  ) STRICT;
  CREATE INDEX message_blocks_by_device ON message_blocks (device, last_at_ms, first_at_ms);
  CREATE INDEX message_blocks_by_end ON message_blocks (last_at_ms);
  CREATE INDEX message_blocks_by_start ON message_blocks (first_at_ms);
  `;
