import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const mib = 64;

/** A volume that can be full. Needs Linux and the right to mount. */
export class SmallVolume {
  /** Undefined where nothing can be mounted. */
  static mount(folder) {
    mkdirSync(folder);
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m`, 'kilowatch-chaos', folder]);
    return status === 0 ? new SmallVolume(folder) : undefined;
  }

  constructor(folder) {
    this.folder = folder;
  }

  /** Leaves no byte, although others write meanwhile. */
  fill() {
    for (let i = 0; ; i += 1) {
      const { bavail, bsize } = statfsSync(this.folder);
      if (bavail === 0) return;
      try {
        writeFileSync(join(this.folder, `filler-${Date.now()}-${i}`), Buffer.alloc(bavail * bsize));
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error; // somebody else was there first: fuller all the same
      }
    }
  }

  empty() {
    for (const name of readdirSync(this.folder).filter((name) => name.startsWith('filler-')))
      rmSync(join(this.folder, name));
  }

  unmount() {
    spawnSync('umount', [this.folder]);
  }
}
