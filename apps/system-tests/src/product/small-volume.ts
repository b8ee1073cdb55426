import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestEnd } from '@kilowatch/testing';

const bytes = 16 * 1024 * 1024;

const mount = (folder: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'kilowatch-test', folder]).status === 0;

function unmount(folder: string): void {
  spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'kilowatch-volume-'));

/** Whether a small volume can be had: on Linux, by who may mount. */
export function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const folder = newFolder();
  const isMounted = mount(folder);
  unmount(folder);
  return isMounted;
}

/** A volume of 16 MiB that can be full; gone with the test. */
export class SmallVolume {
  private constructor(readonly folder: string) {}

  static mount(): SmallVolume {
    const folder = newFolder();
    onTestEnd(() => unmount(folder));
    if (!mount(folder)) throw new Error(`No volume at ${folder}`);
    return new SmallVolume(folder);
  }

  /** Leaves no byte, also when the product writes meanwhile. */
  fill(): void {
    for (let size = this.freeBytes(); size > 0; size = this.freeBytes()) {
      try {
        writeFileSync(join(this.folder, `filler-${size}`), Buffer.alloc(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  }

  empty(): void {
    spawnSync('sh', ['-c', `rm -f ${this.folder}/filler-*`]);
  }

  private freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }
}
