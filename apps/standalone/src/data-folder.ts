import { accessSync, constants } from 'node:fs';
import { resolve, sep } from 'node:path';
import { makeFolder, StartRefused } from '@kilowatch/service-kit';

/** Makes sure that history can be kept before anything listens. Refuses the start with a sentence otherwise. */
export function openDataFolder(folder: string): string {
  const path = resolve(folder);
  try {
    makeFolder(path);
    accessSync(path + sep, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new StartRefused(
      `The data folder ${path} cannot be written (${code}). Give this user the right to write it, or choose another one with DATA_DIR.`,
      { cause: error },
    );
  }
  return path;
}
