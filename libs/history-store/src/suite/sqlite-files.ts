import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { type SqliteHistoryOptions, SqliteHistoryStore } from '../sqlite-history-store.js';

/** Files in a folder of their own and stores on them, both gone with the tests of the calling file. */
export function sqliteFiles(): { file: () => string; open: typeof SqliteHistoryStore.open } {
  const folder = mkdtempSync(join(tmpdir(), 'kilowatch-history-'));
  const opened: SqliteHistoryStore[] = [];
  let count = 0;
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    file: () => join(folder, `${count++}`, 'history.sqlite'),
    open: async (options: SqliteHistoryOptions) => {
      const store = await SqliteHistoryStore.open(options);
      opened.push(store);
      return store;
    },
  };
}
