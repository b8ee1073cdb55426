import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aReading, batchOf, t0 } from './suite/fixtures.js';
import { sqliteFiles } from './suite/sqlite-files.js';

const { file, open } = sqliteFiles();

const many = (first: number, count: number) =>
  batchOf(...Array.from({ length: count }, (_, i) => aReading({ atMs: t0 + first + i, value: first + i })));

const statistics = { device: aReading().device, metrics: [aReading().metric], fromMs: 0, toMs: t0 + 1e9 };

describe('the backup of a SQLite history', () => {
  it('is one moment of it, made while it is written to, and can take its place', async () => {
    const store = await open({ file: file(), limits: { backupPages: 1 } });
    await store.append([many(0, 20_000)]);
    const copy = join(dirname(file()), 'backup', 'copy.sqlite');
    const backup = store.backup(copy);
    for (let i = 0; i < 20; i += 1) await store.append([many(20_000 + i * 100, 100)]);
    expect(await backup).toBeGreaterThan(10_000);
    const [now] = await store.statistics(statistics);
    expect(now?.count).toBe(22_000);
    await store.close();

    const restored = await open({ file: copy });
    const [then] = await restored.statistics(statistics);
    const { count = 0, last } = then ?? {};
    expect(count).toBeGreaterThanOrEqual(20_000);
    expect(count % 100).toBe(0); // no write is in it by halves
    expect(last).toBe(count - 1);
    expect((await restored.append([many(50_000, 1)]))[0]?.storedPoints).toBe(1);
  });

  it('leaves nothing behind where it cannot be made, and the store goes on', async () => {
    const path = file();
    const store = await open({ file: path });
    await store.append([many(0, 100)]);
    await expect(store.backup(join(path, 'copy.sqlite'))).rejects.toThrow(/EEXIST|ENOTDIR/);
    const folder = join(dirname(path), 'taken');
    mkdirSync(join(folder, 'one.sqlite'), { recursive: true });
    await expect(store.backup(join(folder, 'one.sqlite'))).rejects.toThrow(/EISDIR|ENOTEMPTY|directory/);
    await store.backup(join(folder, 'two.sqlite'));
    expect(readdirSync(folder)).toEqual(['one.sqlite', 'two.sqlite']);
    expect((await store.statistics(statistics))[0]?.count).toBe(100);
  });
});
