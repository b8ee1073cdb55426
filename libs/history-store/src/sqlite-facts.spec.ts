import { describe, expect, it } from '@jest/globals';
import { statSync } from 'node:fs';
import { SqliteHistoryStore } from './sqlite-history-store.js';
import { aReading, batchOf, t0 } from './suite/fixtures.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { append, dayMs, every, hourMs, utc } from './suite/rolled-up.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file } = sqliteFiles();
const day = utc('2025-01-10T09:00');

describe('the facts of a SQLite store', () => {
  it('are what it takes, the most it may take, and since when it has something', async () => {
    const path = file();
    const store = await SqliteHistoryStore.open({ file: path, limits: { fileBytes: 1_000_000_000 } });
    expect(await store.facts()).not.toHaveProperty('oldestAtMs');
    // more series than are looked at in one go, the oldest among the last
    const readings = Array.from({ length: 600 }, (_, i) =>
      aReading({ metric: `m${i + 1_000}`, atMs: t0 - i * 1_000 }),
    );
    await store.append([batchOf(...readings)]);
    const { bytes, ...facts } = await store.facts();
    expect(facts).toEqual({ kind: 'sqlite', limitBytes: 1_000_000_000, oldestAtMs: t0 - 599_000 });
    expect(bytes).toBeGreaterThanOrEqual(statSync(path).size);
    await store.close();
  });

  it('reach back to the days of which only the sums are kept', async () => {
    const week = day + 7 * dayMs;
    const store = new InProcessSqlite({ file: file(), nowMs: week, limits: { rawDays: 2 } });
    await append(store, every(hourMs, day, week));
    expect((await store.facts()).oldestAtMs).toBe(day);
    store.keepHouse();
    const { points } = await store.points({
      ...{ device: 'battery:b1', metrics: ['socPct'], limit: 1 },
      ...{ fromMs: 0, toMs: week },
    });
    expect(points[0]?.atMs).toBeGreaterThan(day);
    expect((await store.facts()).oldestAtMs).toBe(utc('2025-01-10T00:00'));
    await store.close();
  });
});
