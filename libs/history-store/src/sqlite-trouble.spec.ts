import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { defaultHistoryLimits } from './history-limits.js';
import type { HistoryWorker } from './history-worker.js';
import { aMessage, aReading, batchOf, range, t0 } from './suite/fixtures.js';
import { InProcessSqlite } from './suite/in-process-sqlite.js';
import { sqliteFiles } from './suite/sqlite-files.js';
import { execute, many, unavailable } from './suite/trouble.js';
import { workerFile } from './worker-file.js';

const { file, open } = sqliteFiles();

describe('a file that cannot be used is refused with one sentence:', () => {
  const damaged = async (damage: (path: string) => void): Promise<string> => {
    const path = file();
    const store = await open({ file: path });
    await store.append([many(5_000)]);
    await store.close();
    damage(path);
    return path;
  };

  it.each<[string, RegExp, (path: string) => void]>([
    [
      'text',
      /is not a history file of Kilowatch: move it away/,
      (path) => writeFileSync(path, 'no database '.repeat(500)),
    ],
    ['half of it', /is damaged.*put a backup/, (path) => truncateSync(path, 40_960)],
    [
      'overwritten in the middle',
      /is damaged.*put a backup/,
      (path) => {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.fill(0xa5, 8_192, bytes.length - 4_096));
      },
    ],
    [
      'from a newer Kilowatch',
      /was written by a newer Kilowatch \(schema 99, this one knows \d+\)/,
      (path) => execute(path, 'PRAGMA user_version = 99'),
    ],
  ])('%s', async (_what, sentence, damage) => {
    const path = await damaged(damage);
    const refused = open({ file: path });
    await expect(refused).rejects.toEqual(unavailable(sentence));
    await expect(refused).rejects.toEqual(unavailable(new RegExp(`^The history file ${path} [^\\n]+$`)));
  });

  it("another program's database", async () => {
    const path = file();
    mkdirSync(dirname(path));
    execute(path, 'CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
    await expect(open({ file: path })).rejects.toEqual(
      unavailable(/belongs to another program: move it away/),
    );
  });

  it('a folder that cannot be made', async () => {
    const path = file();
    mkdirSync(dirname(path));
    writeFileSync(path, '');
    const below = join(path, 'below', 'history.sqlite');
    await expect(open({ file: below })).rejects.toEqual(unavailable(/cannot be made: set DATA_DIR/));
  });

  it('one that another process works with', async () => {
    const path = file();
    await open({ file: path });
    await expect(open({ file: path })).rejects.toEqual(unavailable(/is in use by another process/));
  });
});

describe('while it works', () => {
  it('gives the space of what was deleted back', async () => {
    const path = file();
    const limits = { hotPoints: 0, keptFreeBytes: 64 * 1024 };
    const sizeAfter = async (work: (store: InProcessSqlite) => Promise<unknown>): Promise<number> => {
      const store = new InProcessSqlite({ file: path, nowMs: t0, limits });
      await work(store);
      store.keepHouse();
      await store.close();
      return statSync(path).size;
    };
    const full = await sizeAfter((store) => store.append([many(100_000)]));
    expect(full).toBeGreaterThan(800_000);
    expect(await sizeAfter((store) => store.deletePoints(range()))).toBeLessThan(full / 2);
  });

  it('says when there is no space, goes on answering, and recovers', async () => {
    const store = await open({ file: file(), limits: { fileBytes: 200 * 1024 } });
    await store.append([batchOf(aReading({ device: 'battery:other' }))]);
    let written = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await store.append([many(500, written)]);
        written += 500;
      }
    };
    await expect(fill()).rejects.toEqual(unavailable(/There is no space left for the history file/));
    expect(store.problem()).toMatch(/no space left/);
    expect(written).toBeGreaterThan(0);
    expect(await store.statistics(range())).toMatchObject([{ count: written }]);

    await store.forget('battery:b1');
    expect(await store.append([batchOf(aReading())])).toMatchObject([{ storedPoints: 1 }]);
    expect(store.problem()).toBeUndefined();
  });

  it('writes all batches of one call or none of them', async () => {
    const store = await open({ file: file(), limits: { fileBytes: 110 * 1024 } });
    const batch = { id: { source: 's', batch: '1' }, ...batchOf(aReading({ metric: 'rolledBack' })) };
    const refused = store.append([batch, many(10_000)]);
    await expect(refused).rejects.toEqual(unavailable(/no space/));
    expect(await store.latest({})).toEqual([]);
    expect(await store.append([batch])).toMatchObject([{ storedPoints: 1, isRepeated: false }]);
    expect(await store.latest({})).toMatchObject([{ metric: 'rolledBack' }]);
  });

  it('refuses more calls than may wait', async () => {
    const store = await open({ file: file(), limits: { pendingCalls: 2 } });
    const calls = await Promise.allSettled([store.latest({}), store.latest({}), store.latest({})]);
    expect(calls.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(calls[2]).toMatchObject({ reason: unavailable(/busy: 2 calls are waiting/) });
  });

  it('refuses every open call when the worker dies, says so, and starts it again', async () => {
    let isBack: () => void = () => undefined;
    const back = new Promise<void>((resolve) => (isBack = resolve));
    const errors: string[] = [];
    const log = {
      info: () => isBack(),
      warn: () => undefined,
      error: (_context: object, text: string) => void errors.push(text),
    };
    const store = await open({ file: file(), log, limits: { restartMinMs: 1 } });
    await store.append([batchOf(aReading())]);
    const worker = Reflect.get(store, 'worker') as HistoryWorker;
    const calls = [store.append([many(50_000)]), store.latest({})];
    void worker.kill();
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: 'rejected', reason: unavailable(/worker ended/) });
    }
    expect(store.problem()).toMatch(/worker ended/);
    await back;
    expect(store.problem()).toBeUndefined();
    expect(await store.latest({})).toEqual([aReading()]);
    expect(errors).toHaveLength(1);
  });

  it('can be closed while its worker is dead', async () => {
    const store = await open({ file: file(), limits: { restartMinMs: 60_000 } });
    await (Reflect.get(store, 'worker') as HistoryWorker).kill();
    await store.close();
    await expect(store.latest({})).rejects.toEqual(unavailable(/closed/));
  });
});

describe('SIGKILL of the process', () => {
  /** Writes batches through the worker and says each one that was answered. */
  const writer = `
    import { Worker } from 'node:worker_threads';
    const [, workerFile, settings, first] = process.argv;
    const worker = new Worker(workerFile, { workerData: JSON.parse(settings), execArgv: [] });
    const { readings } = JSON.parse(first);
    let call = 0;
    worker.on('message', (reply) => {
      if (reply.failure) throw new Error(reply.failure.message);
      if (reply.value) console.log(reply.call);
      const batch = { readings: readings.map((r) => ({ ...r, atMs: r.atMs + call + 1 })), messages: [] };
      worker.postMessage({ call: ++call, method: 'append', args: [[batch]] });
    });`;

  it.each([
    ['while it writes', {}],
    ['while it seals what was written', { hotPoints: 0, housekeepingMs: 0 }],
  ])('%s loses nothing that was answered, and doubles nothing', async (_when, limits) => {
    const path = file();
    const settings = JSON.stringify({ file: path, limits: { ...defaultHistoryLimits, ...limits } });
    const first = JSON.stringify(batchOf(aReading({ atMs: t0 }), aReading({ atMs: t0, metric: 'voltageV' })));
    const args = ['--input-type=module', '--eval', writer, workerFile(), settings, first];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
    let answered = 0;
    for await (const line of createInterface(child.stdout)) {
      answered = Number(line);
      if (answered === 200) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(answered).toBeGreaterThanOrEqual(200);

    const store = await open({ file: path });
    const statistics = await store.statistics(range({ metrics: ['socPct', 'voltageV'] }));
    const counts = statistics.map(({ count }) => count);
    expect(counts[0]).toBe(counts[1]); // a batch is there whole or not at all
    expect(counts[0]).toBeGreaterThanOrEqual(answered);
    const { points } = await store.points(range({ metrics: ['voltageV'] }));
    expect(points.map(({ atMs }) => atMs - t0)).toEqual([...points.keys()].map((i) => i + 1));
    expect(points).toHaveLength(counts[1]!);
    expect((await store.append([{ readings: [], messages: [aMessage()] }]))[0]?.storedMessages).toBe(1);
  });
});
