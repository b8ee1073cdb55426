/** Every bound of a journal. */
export interface JournalLimits {
  /** A segment is not begun anew below this size. At most a quarter of the quota, so that releasing always makes room. */
  readonly segmentBytes: number;
  /** Of all segments together; beyond it nothing is taken. */
  readonly quotaBytes: number;
  /** Of one record. */
  readonly recordBytes: number;
  /** What waits while a sync runs is written together up to this size, at most a segment; the rest has the next sync. */
  readonly commitBytes: number;
  /** Copies of damaged segments that are kept; the oldest beyond are deleted. */
  readonly keptAsideFiles: number;
}

const mib = 1024 * 1024;

export const journalLimits: JournalLimits = {
  segmentBytes: 64 * mib,
  quotaBytes: 2048 * mib,
  recordBytes: mib,
  commitBytes: 8 * mib,
  keptAsideFiles: 32,
};

/** The defaults with what is given, made to fit each other. */
export function limitsWith(given: Partial<JournalLimits> = {}): JournalLimits {
  const limits = { ...journalLimits, ...given };
  const segmentBytes = Math.min(limits.segmentBytes, Math.floor(limits.quotaBytes / 4));
  return { ...limits, segmentBytes, commitBytes: Math.min(limits.commitBytes, segmentBytes) };
}
