import { constants } from 'node:fs';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './journal-errors.js';
import type { JournalLog } from './journal-entry.js';
import { readFolder } from './journal-folder.js';

/** Keeps what is damaged for a person to look at, beside the segment as `<segment>.damaged-<offset>`. */
export class KeptAside {
  constructor(
    private readonly folder: string,
    private readonly log: JournalLog,
  ) {}

  /** A copy of the whole file, made once. Returns its name, empty when it could not be made. */
  async copy(file: string, offset: number): Promise<string> {
    const copy = `${file}.damaged-${offset}`;
    return this.kept(copy, async () => {
      await copyFile(file, copy, constants.COPYFILE_EXCL);
    });
  }

  /** The bytes from `offset` on, which are about to be cut. */
  async tail(file: string, offset: number, bytes: Buffer): Promise<string> {
    const copy = `${file}.damaged-${offset}-tail`;
    return this.kept(copy, () => writeFile(copy, bytes, { flag: 'wx', flush: true }));
  }

  /** The file itself, out of the way. */
  async move(file: string): Promise<string> {
    const moved = `${file}.damaged-0`;
    return this.kept(moved, () => rename(file, moved));
  }

  /** Deletes the oldest copies beyond so many. */
  async prune(most: number): Promise<void> {
    const { keptAside } = await readFolder(this.folder);
    for (const name of keptAside.sort().slice(0, -most)) {
      this.log.warn({ file: name }, 'deletes the oldest copy of a damaged journal segment');
      await rm(join(this.folder, name), { force: true }).catch(() => undefined);
    }
  }

  private async kept(name: string, keep: () => Promise<void>): Promise<string> {
    try {
      await keep();
      return name;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return name;
      this.log.error({ file: name, err: error }, 'could not keep a copy of a damaged journal segment');
      await rm(name, { force: true }).catch(() => undefined);
      return '';
    }
  }
}
