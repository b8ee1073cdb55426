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

/** Another process has it, perhaps one that is about to end. */
export class JournalInUse extends JournalRefused {}

/** The code of a system's error, as `ENOSPC`. */
export const codeOf = (error: unknown): string | undefined =>
  (error as NodeJS.ErrnoException | undefined)?.code;

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Whether a write failed for want of room, which comes back, and not because the disk is broken. */
export const isNoRoom = (error: unknown): boolean => noRoom.has(codeOf(error) ?? '');

const lost = new Set(['EIO', 'ENOENT', 'EISDIR']);

/** Whether a file will not be read by trying again either. */
export const isLost = (error: unknown): boolean => lost.has(codeOf(error) ?? '');
