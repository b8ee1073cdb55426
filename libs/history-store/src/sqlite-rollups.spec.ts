import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { MemoryHistoryStore } from './memory-history-store.js';
import { rollupSchema } from './sqlite/rollups/rollup-schema.js';
import { hourMs, range, t0 } from './suite/fixtures.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { answered, append, dayMs, edgesEvery, every, minuteMs, utc } from './suite/rolled-up.js';
import { expectSameSeriesAsMemory } from './suite/same-series.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file, open } = sqliteFiles();
const later = t0 + 1_000 * hourMs;
const day = utc('2025-10-20T00:00');
const [dense, sparse] = [7_000, minuteMs];

/** Stores with the same readings: one that has rolled them up, and the reference. */
async function rolledUp(stepMs: number, fromMs: number, toMs: number) {
  const stores = [
    new InProcessSqlite({ file: file(), nowMs: toMs + dayMs }),
    new MemoryHistoryStore(),
  ] as const;
  for (const store of stores) await append(store, every(stepMs, fromMs, toMs));
  stores[0].keepHouse();
  return stores;
}

describe('roll-ups', () => {
  it.each([
    ['before anything is rolled up', {}, () => undefined],
    ['when everything is rolled up', {}, (store: InProcessSqlite) => store.keepHouse()],
    ['while roll-ups are made', { sliceMs: 0 }, (store: InProcessSqlite) => store.keepHouseABit()],
  ])('answer as points would, %s', async (_when, limits, between) => {
    let store: InProcessSqlite;
    await expectSameSeriesAsMemory(
      async () => (store = new InProcessSqlite({ file: file(), nowMs: later, limits })),
      { numRuns: 25, between: async () => between(store) },
    );
  });

  it.each([
    ['1day', dense, dayMs, day, day + 3 * dayMs],
    ['1h', dense, 6 * hourMs, day, day + 3 * dayMs],
    ['1h', sparse, hourMs, day, day + 3 * dayMs],
    ['15min', dense, 15 * minuteMs, day, day + dayMs],
    ['15min', sparse, 45 * minuteMs, day + 15 * minuteMs, day + dayMs],
    ['1min', dense, minuteMs, day, day + hourMs],
    ['raw', sparse, minuteMs, day, day + hourMs], // roll-ups of single readings would be larger than these
    ['raw', dense, 1_000, day, day + minuteMs],
  ])(
    'are taken of the level %s for readings every %d ms and windows of %d ms',
    async (level, stepMs, windowMs, fromMs, toMs) => {
      const [store, reference] = await rolledUp(stepMs, day, day + 3 * dayMs);
      const edgesMs = edgesEvery(windowMs, fromMs, toMs);
      const answer = await answered(store, edgesMs);
      expect(answer).toEqual({ ...(await answered(reference, edgesMs)), level });
    },
  );

  it.each([
    ['the 25 hours of 2025-10-26 in Berlin', hourMs, '2025-10-25T22:00', 25, '1h'],
    ['the 23 hours of 2025-03-30 in Berlin', hourMs, '2025-03-29T23:00', 23, '1h'],
    ['days in Kathmandu', dayMs, '2025-10-24T18:15', 3, '1day'], // its inner hours; whole UTC days lie in none of them
    ['hours in Kathmandu', hourMs, '2025-10-24T18:15', 24, '15min'],
  ])('make up %s', async (_what, windowMs, from, windows, level) => {
    const fromMs = utc(from);
    const [store, reference] = await rolledUp(20_000, fromMs - dayMs, fromMs + windows * windowMs + dayMs);
    const edgesMs = edgesEvery(windowMs, fromMs, fromMs + windows * windowMs);
    const answer = await answered(store, edgesMs);
    expect(answer.table).toEqual((await answered(reference, edgesMs)).table);
    expect(answer.table.count).toEqual(Array(windows).fill(windowMs / 20_000));
    expect(answer.level).toBe(level === '1day' ? '1h' : level);
  });

  it('are not made of an hour that is not over, and follow it when it is', async () => {
    const store = new InProcessSqlite({ file: file(), nowMs: day + 30 * minuteMs });
    const edgesMs = edgesEvery(hourMs, day, day + hourMs);
    await append(store, every(dense, day, day + 30 * minuteMs));
    store.keepHouse();
    expect((await answered(store, edgesMs)).level).toBe('raw');
    store.nowMs = day + 2 * hourMs;
    store.keepHouse();
    const { level, table } = await answered(store, edgesMs);
    expect([level, table.count]).toEqual(['1h', [258]]);
  });

  it('are right at once where readings come late, and made again', async () => {
    const [store, reference] = await rolledUp(dense, day, day + 2 * dayMs);
    const edgesMs = edgesEvery(dayMs, day, day + 2 * dayMs);
    const late = every(hourMs, day + 1, day + dayMs, { value: -5 });
    for (const one of [store, reference]) await append(one, late);
    const expected = await answered(reference, edgesMs);
    expect((await answered(store, edgesMs)).table).toEqual(expected.table);
    store.keepHouse();
    expect(await answered(store, edgesMs)).toEqual({ ...expected, level: '1day' });
  });

  it('are made by the worker on the side', async () => {
    const store = await open({ file: file(), limits: { housekeepingMs: 1, rollupQuietMs: 0 } });
    await append(store, every(dense, day, day + dayMs));
    const edgesMs = edgesEvery(dayMs, day, day + dayMs);
    const before = await answered(store, edgesMs);
    let after = before;
    while (after.level !== '1day') after = await answered(store, edgesMs);
    expect(after.table).toEqual(before.table);
  });

  it('are made of everything that a file had before there were any', async () => {
    const path = file();
    const before = new InProcessSqlite({ file: path, nowMs: day });
    await append(before, every(dense, day, day + dayMs));
    await before.close();
    const db = new DatabaseSync(path);
    db.exec(`DROP TABLE rollups; DROP TABLE dirty_hours; DROP TABLE kept_from; ${rollupSchema}`);
    db.close();
    const after = new InProcessSqlite({ file: path, nowMs: day + 2 * dayMs });
    const edgesMs = edgesEvery(dayMs, day, day + dayMs);
    const { level, table } = await answered(after, edgesMs);
    after.keepHouse();
    expect([level, await answered(after, edgesMs)]).toEqual(['raw', { table, level: '1day' }]);
    await after.close();
  });

  it('cost one row of marks for all readings of a series and an hour', async () => {
    const store = new InProcessSqlite({ file: file(), nowMs: day });
    for (const reading of every(minuteMs, day, day + 2 * hourMs)) await append(store, [reading]);
    expect(store.marks()).toBe(2);
  });

  it('go with the device that is forgotten', async () => {
    const [store] = await rolledUp(dense, day, day + 2 * dayMs);
    expect(store.blocks()).toBeGreaterThan(40);
    await store.forget('battery:b1');
    expect([store.blocks(), store.marks()]).toEqual([0, 0]);
  });

  it('are as they were, or as they will be, whenever the process is killed', async () => {
    const readings = every(minuteMs, day, day + 2 * dayMs);
    const [path, reference] = [file(), new MemoryHistoryStore()];
    const store = new InProcessSqlite({ file: path, nowMs: day + 5 * dayMs, limits: { sliceMs: 0 } });
    for (const one of [store, reference]) await append(one, readings);
    const edgesMs = edgesEvery(12 * hourMs, day - dayMs, day + 3 * dayMs);
    const { table } = await answered(reference, edgesMs);
    for (let slice = 0; slice < 12; slice += 1) {
      store.keepHouseABit();
      if (slice === 5) await store.deletePoints({ ...range(), fromMs: day, toMs: day + hourMs });
      const copy = copyOf(path);
      const restored = new InProcessSqlite({ file: copy, nowMs: day + 5 * dayMs });
      const expected = slice < 5 ? table : (await answered(store, edgesMs)).table;
      expect((await answered(restored, edgesMs)).table).toEqual(expected);
      restored.keepHouse();
      expect((await answered(restored, edgesMs)).table).toEqual(expected);
      await restored.close();
    }
    await store.close();
  });
});

/** What a process that is killed now would leave. */
function copyOf(path: string): string {
  const copy = file();
  mkdirSync(dirname(copy), { recursive: true });
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  return copy;
}
