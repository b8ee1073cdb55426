/** There is no room for these records, by the quota or on the disk. Later there may be. */
export class JournalFull extends Error {
  override readonly name = 'JournalFull';
}

/** The disk did not do what a journal rests on, or the journal is closed: nothing will be taken any more. */
export class JournalBroken extends Error {
  override readonly name = 'JournalBroken';
}

/** The folder cannot be used as a journal. */
export class JournalRefused extends Error {
  override readonly name = 'JournalRefused';
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether a write failed for want of room, which comes back, and not because the disk is broken. */
export const isNoRoom = (error: unknown): boolean => noRoom.has(codeOf(error));
