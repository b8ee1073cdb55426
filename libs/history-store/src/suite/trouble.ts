import { DatabaseSync } from 'node:sqlite';
import { expect } from '@jest/globals';
import { aReading, batchOf, t0 } from './fixtures.js';

/** What a call is refused with. */
export const unavailable = (message: RegExp) =>
  expect.objectContaining({
    code: 'history.unavailable',
    message: expect.stringMatching(message) as unknown,
  });

/** A batch of readings, a millisecond apart, that do not pack well. */
export const many = (count: number, offset = 0) =>
  batchOf(
    ...Array.from({ length: count }, (_, i) =>
      aReading({ atMs: t0 + offset + i, value: Math.sin(offset + i) }),
    ),
  );

/** Does something to a file behind the store's back. */
export function execute(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}
