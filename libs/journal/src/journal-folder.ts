import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const digits = 10;
const form = /^(\d{10,15})\.journal(\.damaged-.+)?$/;

export const segmentFile = (folder: string, segment: number): string =>
  join(folder, `${String(segment).padStart(digits, '0')}.journal`);

export interface FolderContent {
  /** Numbers of the segments, ascending. */
  readonly segments: readonly number[];
  /** Names of the copies that were kept of damaged ones. */
  readonly keptAside: string[];
  /** The highest number that any file has had. */
  readonly newest: number;
}

export async function readFolder(folder: string): Promise<FolderContent> {
  const names = (await readdir(folder)).filter((name) => form.test(name));
  const numberOf = (name: string): number => Number(form.exec(name)?.[1]);
  const isSegment = (name: string): boolean => name.endsWith('.journal');
  return {
    segments: names
      .filter(isSegment)
      .map(numberOf)
      .sort((a, b) => a - b),
    keptAside: names.filter((name) => !isSegment(name)),
    newest: Math.max(0, ...names.map(numberOf)),
  };
}

/** Makes names that were added to or taken from the folder durable. Windows knows no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
