import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { describeHistoryStore } from './history-store.suite.js';
import { SqliteHistoryStore } from './sqlite-history-store.js';

const folder = mkdtempSync(join(tmpdir(), 'kilowatch-history-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true }));

describeHistoryStore('SQLite', () =>
  SqliteHistoryStore.open({
    file: join(folder, `suite-${count++}.sqlite`),
    limits: { messagePageBytes: 100, forgetPoints: 1 },
  }),
);
