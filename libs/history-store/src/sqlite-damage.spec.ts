import { describe, expect, it } from '@jest/globals';
import { silentLog } from './history-log.js';
import { aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { sqliteFiles } from './suite/sqlite-files.js';
import { execute, many, unavailable } from './suite/trouble.js';

const { file, open } = sqliteFiles();

describe('a file in which the disk has changed points', () => {
  it('names them, keeps what comes, and can delete them', async () => {
    const path = file();
    const before = await open({ file: path, limits: { hotPoints: 0 } });
    await before.append([many(5_000)]);
    await before.append([many(5_000, 5_000)]); // seals those before
    await before.close();
    execute(path, 'UPDATE chunks SET body = zeroblob(length(body)) WHERE id = (SELECT min(id) FROM chunks)');

    const store = await open({ file: path, limits: { hotPoints: 0 } });
    const damaged = unavailable(/is damaged \(.* from 2023-11-14T.*Z to 2023-11-14T.*Z\): put a backup/);
    await expect(store.points(range())).rejects.toEqual(damaged);
    expect(await store.append([many(10, 10_000)])).toMatchObject([{ storedPoints: 10 }]);
    expect(await store.append([many(10, 10_010)])).toMatchObject([{ storedPoints: 10 }]);
    expect(await store.deletePoints(range({ toMs: t0 + 4_500 }))).toBe(4_500);
    expect(await store.statistics(range())).toMatchObject([{ count: 5_520 }]);
  });

  it('takes late points and answers what is newest, however many they are', async () => {
    const path = file();
    const notices: string[] = [];
    const before = await open({ file: path, limits: { hotPoints: 0 } });
    await before.append([many(5_000)]);
    await before.append([batchOf(aReading({ metric: 'voltageV' }))]); // seals those before
    await before.close();
    execute(
      path,
      'UPDATE chunks SET body = zeroblob(length(body)); UPDATE hot SET body = zeroblob(length(body))',
    );

    const log = { ...silentLog, warn: (_context: object, text: string) => void notices.push(text) };
    const store = await open({ file: path, log, limits: { hotPoints: 0 } });
    expect(await store.latest({})).toEqual([]);
    const late = aReading({ atMs: t0 + 100 });
    expect(await store.append([batchOf(late)])).toMatchObject([{ storedPoints: 1 }]);
    expect(await store.append([many(1, 4_999)])).toMatchObject([{ storedPoints: 1 }]);
    expect(await store.append([many(1, 6_000)])).toMatchObject([{ storedPoints: 1 }]);
    expect((await store.points(range())).points.map(({ atMs }) => atMs - t0)).toEqual([100, 4_999, 6_000]);
    expect(await store.latest({})).toMatchObject([{ atMs: t0 + 6_000 }]);
    expect(notices.join()).toMatch(
      /points that came last is damaged: it is left out.*Points of series 1 from 2023.* are damaged: set aside/,
    );
  });
});
