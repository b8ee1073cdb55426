// Loaded into a service by the chaos run (`--import`): while the file CHAOS_SYNC_FILE exists, fdatasync of a journal fails with EIO, and what was
// written since the last sync is gone, as after a disk that lost its cache. Whoever acknowledged it all the same has lied.
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';

const file = process.env.CHAOS_SYNC_FILE;
const syncedBytes = new WeakMap();

const handle = await open(import.meta.filename);
const prototype = Object.getPrototypeOf(handle);
await handle.close();

const real = prototype.datasync;
prototype.datasync = async function datasync() {
  const { size } = await this.stat();
  if (!existsSync(file)) {
    await real.call(this);
    syncedBytes.set(this, size);
    return;
  }
  if (syncedBytes.has(this)) await this.truncate(syncedBytes.get(this));
  throw Object.assign(new Error('EIO: i/o error, fdatasync'), {
    code: 'EIO',
    errno: -5,
    syscall: 'fdatasync',
  });
};
