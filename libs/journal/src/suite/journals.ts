import { afterEach } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type JournalEntry, type JournalOptions, type JournalPosition } from '../index.js';

/** Folders and journals that are closed and deleted after each test. */
export class Journals {
  readonly broken: Error[] = [];
  private readonly folders: string[] = [];
  private readonly open = new Set<Journal>();

  constructor() {
    afterEach(() => this.clear());
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'journal-'));
    this.folders.push(folder);
    return folder;
  }

  async at(folder: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
    const journal = await Journal.open({ folder, onBroken: (error) => this.broken.push(error), ...options });
    this.open.add(journal);
    return journal;
  }

  async close(journal: Journal): Promise<void> {
    this.open.delete(journal);
    await journal.close();
  }

  async clear(): Promise<void> {
    for (const journal of this.open) await this.close(journal);
    for (const folder of this.folders.splice(0)) await rm(folder, { recursive: true, force: true });
    this.broken.length = 0;
  }
}

export const records = (...texts: string[]): Buffer[] => texts.map((text) => Buffer.from(text));

/** Everything from a position on, read in small pieces. */
export async function readAll(
  journal: Journal,
  from?: JournalPosition,
  maxBytes = 100,
): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  for (let at = from ?? journal.start; ; at = all.at(-1)!.next) {
    const entries = await journal.read(at, { maxBytes });
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}

export const textsOf = async (journal: Journal, from?: JournalPosition): Promise<string[]> =>
  (await readAll(journal, from)).map(({ record }) => record.toString());

export const segmentsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder))
    .filter((name) => name.endsWith('.journal'))
    .sort()
    .map((name) => join(folder, name));
