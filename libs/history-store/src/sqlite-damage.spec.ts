import { describe, expect, it } from '@jest/globals';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { answered, append, dayMs, edgesEvery, every, hourMs, minuteMs, utc } from './suite/rolled-up.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file } = sqliteFiles();
const day = utc('2025-10-20T00:00');
const nowMs = day + 10 * dayMs;
const edgesMs = edgesEvery(6 * hourMs, day, day + 2 * dayMs);

async function twoDays(limits = {}) {
  const store = new InProcessSqlite({ file: file(), nowMs, limits });
  await append(store, every(7_000, day, day + 2 * dayMs));
  return store;
}

/** What a disk does that forgets a bit. */
function damage(store: InProcessSqlite, table: string, column: string, row = 0, where = 'TRUE'): void {
  const { id, blob } = store.db
    .prepare(`SELECT id, ${column} AS blob FROM ${table} WHERE ${where} ORDER BY id LIMIT 1 OFFSET ?`)
    .get(row) as { id: number; blob: Uint8Array };
  blob[blob.length >> 1]! ^= 1;
  store.db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = ?`).run(blob, BigInt(id));
}

describe('damaged roll-ups', () => {
  it.each([0, 40, 47, 48, 49, 50])(
    'are noticed, answered from points and made again: block %d',
    async (row) => {
      const store = await twoDays();
      store.keepHouse();
      const [before, blocks] = [await answered(store, edgesMs), store.blocks()];
      const hours = edgesEvery(15 * minuteMs, day, day + 2 * dayMs);
      const fine = await answered(store, hours);
      damage(store, 'rollups', 'sums', row);
      expect((await answered(store, edgesMs)).table).toEqual(before.table);
      expect((await answered(store, hours)).table).toEqual(fine.table);
      store.keepHouse();
      expect([await answered(store, edgesMs), store.blocks()]).toEqual([before, blocks]);
      expect(await answered(store, hours)).toEqual(fine);
    },
  );

  it('are said where the points are no longer kept', async () => {
    const store = await twoDays({ rawDays: 8 });
    await append(store, every(hourMs, nowMs - dayMs, nowMs));
    store.keepHouse();
    damage(store, 'rollups', 'sums', 0, '(id >> 32) & 7 = 3'); // of hours
    await expect(answered(store, edgesMs)).rejects.toThrow(/roll-ups .* with a wrong checksum, from 2025/);
  });
});

describe('damaged points', () => {
  it('keep only their own hours from being rolled up', async () => {
    const store = await twoDays({ hotPoints: 0 });
    await append(store, every(7_000, day, day + dayMs, { device: 'battery:b2' }));
    store.nowMs = day - dayMs; // nothing is rolled up yet
    store.keepHouse();
    damage(store, 'chunks', 'body', 0);
    store.nowMs = nowMs;
    for (let failures = 0; failures < 20; failures += 1) store.keepHouse(); // each ends a turn of housekeeping
    const first = await store.series({
      series: [{ device: 'battery:b2', metric: 'socPct' }],
      edgesMs: edgesEvery(dayMs, day, day + dayMs),
    });
    expect(first[0]?.level).toBe('1day');
    const secondDay = await answered(store, edgesEvery(6 * hourMs, day + dayMs, day + 2 * dayMs));
    expect(secondDay.level).toBe('1h');
    await expect(answered(store, edgesMs)).rejects.toThrow(/wrong checksum/);
  });
});
