import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { stop } from 'esbuild';
import { type FileHandle, open } from 'node:fs/promises';
import { JournalBroken } from './index.js';
import { AppendingProcess } from './suite/appending-process.js';
import { Journals, readAll, records, textsOf } from './suite/journals.js';

const canLimitFiles = spawnSync('prlimit', ['--version']).status === 0;

describe('a journal under faults', () => {
  const journals = new Journals();
  const processes: AppendingProcess[] = [];

  const appending = async (folder: string, prefix?: readonly string[]): Promise<AppendingProcess> => {
    const started = await AppendingProcess.start(folder, prefix);
    processes.push(started);
    return started;
  };

  const numbersIn = async (folder: string): Promise<number[]> => {
    const journal = await journals.at(folder);
    const entries = await readAll(journal, undefined, 1_000_000);
    await journals.close(journal);
    return entries.map(({ record }) => Number.parseInt(record.toString(), 10));
  };

  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const one of processes.splice(0)) await one.kill();
  });

  afterAll(stop); // esbuild's own process would stay beside ours

  it('has everything that a process had reported as durable when it was killed, and nothing else', async () => {
    for (const heard of [1, 500, 3_000]) {
      const folder = await journals.folder();
      const killed = await appending(folder);
      await killed.hear(heard);
      await expect(journals.at(folder)).rejects.toThrow('is in use by another process');
      await killed.kill();
      const found = await numbersIn(folder);
      expect(killed.durable.length).toBeGreaterThanOrEqual(heard);
      expect(found).toEqual(upTo(found.length));
      expect(Math.max(...killed.durable)).toBeLessThan(found.length);
    }
  });

  (canLimitFiles ? it : it.skip)(
    'takes back what did not fit on the disk, and goes on when it fits',
    async () => {
      const folder = await journals.folder();
      const full = await appending(folder, ['prlimit', '--fsize=100001:unlimited']);
      await full.hear(Infinity);
      expect(full.full[0]).toMatch(/cannot grow: the disk is full$/);
      const taken = full.durable.length;
      expect(taken).toBeGreaterThan(400);
      spawnSync('prlimit', ['--pid', String(full.pid), '--fsize=unlimited']);
      for (let i = 0; i < 3; i++) full.goOn();
      await full.hear(1);
      await full.hear(1_000);
      await full.kill();
      const found = await numbersIn(folder);
      const distinct = new Set(found);
      expect(full.durable.filter((number) => !distinct.has(number))).toEqual([]);
      expect(distinct.size).toBe(found.length);
    },
  );

  const prototype = async (folder: string): Promise<FileHandle> => {
    const handle = await open(folder);
    await handle.close();
    return Object.getPrototypeOf(handle) as FileHandle;
  };

  it('confirms nothing when the disk cannot sync, says so once and for all, and lets others read what it had confirmed', async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder);
    await journal.append(records('before'));
    const failing = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    const sync = jest.spyOn(await prototype(folder), 'datasync').mockRejectedValueOnce(failing);
    const appends = await Promise.allSettled([journal.append(records('a')), journal.append(records('b'))]);
    expect(appends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(journal.append(records('after'))).rejects.toThrow(JournalBroken);
    expect(sync).toHaveBeenCalledTimes(1);
    expect(journals.broken.map(({ message }) => message)).toEqual([
      `The disk has failed under the journal ${folder} (EIO: i/o error, fdatasync): what was written last may be lost, and nothing more is confirmed. Check the disk and start again.`,
    ]);
    expect(journal.problem()).toMatch('The disk has failed');
    expect(await textsOf(journal)).toEqual(['before']);
    await journals.close(journal);
    expect((await textsOf(await journals.at(folder)))[0]).toBe('before');
  });

  it('cuts off what a full disk took of a commit, so that nobody reads it', async () => {
    const folder = await journals.folder();
    const journal = await journals.at(folder);
    await journal.append(records('before'));
    const handle = await prototype(folder);
    const write = Reflect.get(handle, 'write') as (...args: unknown[]) => Promise<unknown>;
    async function fails(
      this: FileHandle,
      bytes: Buffer,
      at: number,
      length: number,
      to: number,
    ): Promise<never> {
      await write.call(this, bytes, at, Math.floor(length * 0.7), to);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    jest.spyOn(handle, 'write').mockImplementationOnce(fails as never);
    const refused = journal.append(records('refused 1', 'refused 2', 'refused 3'));
    await expect(refused).rejects.toThrow('cannot grow: the disk is full');
    await journals.close(journal);
    const again = await journals.at(folder);
    expect(again.damages).toEqual([]);
    await again.append(records('after'));
    expect(await textsOf(again)).toEqual(['before', 'after']);
  });
});
