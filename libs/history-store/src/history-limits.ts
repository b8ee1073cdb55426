/** Every bound of a history store, by name. */
export interface HistoryLimits {
  /** Calls waiting for the worker; beyond: `history.unavailable`. */
  readonly pendingCalls: number;
  /** Batch ids remembered per source: a batch redelivered after that many newer ones is no longer recognised as a whole. */
  readonly batchesPerSource: number;
  /** Batch ids remembered in all, whatever the number of sources. */
  readonly batchesInAll: number;
  /** Originals kept; the oldest are dropped beyond this number … */
  readonly messageRows: number;
  /** … and beyond this many characters of their bodies. */
  readonly messageBytes: number;
  /** Days for which originals are kept, within these bounds; 0: as long as they fit. */
  readonly messageDays: number;
  /** Characters of bodies in one page of originals; a page holds at least one. */
  readonly messagePageBytes: number;
  /** Largest size of the database file in bytes; beyond: writes fail with `history.unavailable`. */
  readonly fileBytes: number;
  /** Files up to this size are checked page by page when they are opened. */
  readonly checkedFileBytes: number;
  /** Files up to this size are written anew after a change of their format, so that they shrink. */
  readonly compactedFileBytes: number;
  /** Free space that stays in the file for what comes next, besides a tenth of its size. */
  readonly keptFreeBytes: number;
  /** Points that are not sealed yet, in memory; sealing begins at half of them, and beyond writes wait for it … */
  readonly hotPoints: number;
  /** … or so long after it was done the last time. */
  readonly sealAfterMs: number;
  /** Points deleted in one transaction while a device is forgotten, so that writes get their turn. */
  readonly forgetPoints: number;
  /** Time that housekeeping takes at once, so that calls get their turn … */
  readonly sliceMs: number;
  /** … and the pause before it looks again whether there is something to do. */
  readonly housekeepingMs: number;
  /** An hour is rolled up when it is over for so long, and again so long after it changed. */
  readonly rollupQuietMs: number;
  /** Days for which points are kept; 0, here and below: for ever … */
  readonly rawDays: number;
  /** … and where it is another number for devices of a kind, as `gas` of `gas:meter`. */
  readonly rawDaysByKind: Readonly<Record<string, number>>;
  /** Days for which roll-ups are kept; a coarser level at least as long as every finer one. */
  readonly minuteDays: number;
  readonly quarterDays: number;
  readonly hourDays: number;
  readonly dayDays: number;
  /** Pause between two looks for what is too old … */
  readonly retentionEveryMs: number;
  /** … and the points deleted in one transaction then. */
  readonly retentionPoints: number;
  /** Pages that a backup copies in one go; calls are answered in between. */
  readonly backupPages: number;
  /** Wait before a worker that died is started again; doubles up to `restartMaxMs`. */
  readonly restartMinMs: number;
  readonly restartMaxMs: number;
  /** Wait at closing for what was asked before; then the worker is ended (what is durable stays durable). */
  readonly closeMs: number;
}

const mebibyte = 1024 * 1024;

export const defaultHistoryLimits: HistoryLimits = {
  pendingCalls: 1_000,
  batchesPerSource: 10_000,
  batchesInAll: 100_000,
  messageRows: 1_000_000,
  messageBytes: 512 * mebibyte,
  messageDays: 0,
  messagePageBytes: mebibyte / 4,
  fileBytes: 1024 * 1024 * mebibyte,
  checkedFileBytes: 256 * mebibyte,
  compactedFileBytes: 1024 * mebibyte,
  keptFreeBytes: 4 * mebibyte,
  hotPoints: 250_000,
  sealAfterMs: 15 * 60_000,
  forgetPoints: 50_000,
  sliceMs: 20,
  housekeepingMs: 1_000,
  rollupQuietMs: 10_000,
  rawDays: 0,
  rawDaysByKind: {},
  minuteDays: 0,
  quarterDays: 0,
  hourDays: 0,
  dayDays: 0,
  retentionEveryMs: 3_600_000,
  retentionPoints: 5_000,
  backupPages: 1_000,
  restartMinMs: 200,
  restartMaxMs: 30_000,
  closeMs: 3_000,
};
