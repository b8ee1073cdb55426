import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@kilowatch/service-kit';

const parts = ['-wal', '-shm', '']; // the file last: as long as it is there, this begins anew

/**
 * Puts `history-restore.sqlite` in the place of `history.sqlite`, whose files are set aside. A backup copied there by hand, beside the
 * log of another file, would be read together with that log: SQLite cannot tell.
 */
export function takeRestoredFile(folder: string, nowMs: number, log: Log): void {
  const restored = join(folder, 'history-restore.sqlite');
  if (!existsSync(restored)) return;
  const file = join(folder, 'history.sqlite');
  const aside = join(
    folder,
    `history-replaced-${new Date(nowMs).toISOString().replace(/[-:.]/g, '')}.sqlite`,
  );
  for (const part of parts) if (existsSync(file + part)) renameSync(file + part, aside + part);
  renameSync(restored, file);
  log.warn({ file, aside }, 'A backup has taken the place of the history');
}
