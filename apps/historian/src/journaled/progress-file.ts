import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatPosition, type JournalPosition, parsePosition } from '@kilowatch/journal';
import type { Log } from '@kilowatch/service-kit';
import * as z from 'zod';
import type { HiddenStretch } from './waiting-batch.js';
import type { Deletion } from './deletions.js';

/** How far the store has come. What is not in it counts as not stored: writing again changes nothing. */
export interface Progress {
  readonly journal: string;
  /** Everything before is stored, except what lies in `waiting`. */
  readonly end: JournalPosition;
  readonly waiting: readonly HiddenStretch[];
  readonly deletions: readonly Deletion[];
}

const position = z.string().transform((text, context) => {
  const parsed = parsePosition(text);
  if (!parsed) context.addIssue('no position in a journal');
  return parsed ?? z.NEVER;
});

const saved = z.object({
  version: z.literal(1),
  journal: z.string(),
  end: position,
  waiting: z.array(
    z.object({
      ...{ from: position, to: position, readings: z.number() },
      ...{ oldestMs: z.number(), newestMs: z.number() },
    }),
  ),
  deletions: z.array(
    z.object({
      ...{ device: z.string(), metrics: z.array(z.string()).optional() },
      ...{ fromMs: z.number(), toMs: z.number(), before: position },
    }),
  ),
});

/** The file of a `Progress`. */
export class ProgressFile {
  private readonly temporary: string;

  constructor(
    private readonly file: string,
    private readonly log: Log,
  ) {
    this.temporary = `${file}.new`;
  }

  /** Undefined when there is none that can be read: then all of the journal counts as not stored. */
  async read(): Promise<Progress | undefined> {
    try {
      return saved.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch (error) {
      if (Reflect.get(Object(error), 'code') !== 'ENOENT')
        this.log.warn(
          { file: this.file, err: error },
          'Unreadable: all of the journal is looked through again',
        );
      return undefined;
    }
  }

  /** Resolves when it is durable: after a crash there is either the old one or this one. */
  async write({ journal, end, waiting, deletions }: Progress): Promise<void> {
    const text = JSON.stringify({
      version: 1,
      journal,
      end: formatPosition(end),
      waiting: waiting.map(({ from, to, ...rest }) => ({
        ...{ from: formatPosition(from), to: formatPosition(to) },
        ...rest,
      })),
      deletions: deletions.map(({ before, ...rest }) => ({ ...rest, before: formatPosition(before) })),
    });
    await synced(this.temporary, 'w', (handle) => handle.writeFile(text));
    await rename(this.temporary, this.file);
    if (process.platform !== 'win32') await synced(dirname(this.file), 'r', async () => undefined);
  }
}

async function synced(
  path: string,
  flags: 'r' | 'w',
  work: (handle: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags);
  try {
    await work(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
