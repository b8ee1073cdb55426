/** Every bound of the history in InfluxDB, by name. */
export interface InfluxLimits {
  /** Calls at work or waiting; beyond: `history.unavailable`. */
  readonly pendingCalls: number;
  /** For one request to InfluxDB, from its start to the end of the answer. */
  readonly requestMs: number;
  /** The same for a predecessor's bucket: our own answer must not wait longer for it. */
  readonly predecessorMs: number;
  /** Connections to InfluxDB, kept open; more requests wait for one. */
  readonly connections: number;
  /** Characters of line protocol in one request; more go in several, batch ids in the last. */
  readonly writeBytes: number;
  /** Bodies larger than this are compressed. */
  readonly gzipBytes: number;
  /** Requests of one write that only find out which line InfluxDB refuses; beyond, lines are refused together. */
  readonly searchingRequests: number;
  /** Rows of one answer; beyond: `history.unavailable`. */
  readonly answerRows: number;
  /** Readings that time-weighted means are made of at most. */
  readonly weighedReadings: number;
  /** Windows that one request may ask for: a sparse range is read in stretches of up to as many. */
  readonly windowsAtOnce: number;
  /** Series whose newest time is kept in memory, so that only points that may be known are looked up. */
  readonly rememberedSeries: number;
  /** Batch ids kept in memory; others are looked up. */
  readonly rememberedBatches: number;
  /** Readings of a heat pump that wait to be written into its predecessor's bucket as well; beyond, the oldest are left out there. */
  readonly copiedReadings: number;
  /** Originals kept; the oldest are deleted some time after there are more … */
  readonly messageRows: number;
  /** … or more characters of their bodies. */
  readonly messageBytes: number;
  /** Days for which originals are kept, within these bounds; 0: as long as they fit, and the bucket keeps them. */
  readonly messageDays: number;
  /** Originals written between two looks at how many there are … */
  readonly messagesBetweenChecks: number;
  /** … or at how old they are, and the time between. */
  readonly retentionEveryMs: number;
  /** Characters of bodies in one page of originals; a page holds at least one. */
  readonly messagePageBytes: number;
  /** Wait before InfluxDB is tried again while it does not work; doubles up to `retryMaxMs`. */
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** Longest wait that InfluxDB may ask for (Retry-After). */
  readonly retryAfterMaxMs: number;
  /** Wait for the first sign of life at opening; the store opens without it. */
  readonly openMs: number;
  /** Wait at closing for what was asked before. */
  readonly closeMs: number;
}

const mebibyte = 1024 * 1024;

export const defaultInfluxLimits: InfluxLimits = {
  pendingCalls: 1_000,
  requestMs: 5_000,
  predecessorMs: 1_500,
  connections: 8,
  writeBytes: 8 * mebibyte,
  gzipBytes: 64 * 1024,
  searchingRequests: 1_000,
  answerRows: 200_000,
  weighedReadings: 500_000,
  windowsAtOnce: 10_000,
  rememberedSeries: 50_000,
  rememberedBatches: 100_000,
  copiedReadings: 50_000,
  messageRows: 1_000_000,
  messageBytes: 512 * mebibyte,
  messageDays: 0,
  messagesBetweenChecks: 10_000,
  retentionEveryMs: 3_600_000,
  messagePageBytes: mebibyte / 4,
  retryMinMs: 250,
  retryMaxMs: 1_000,
  retryAfterMaxMs: 300_000,
  openMs: 2_000,
  closeMs: 3_000,
};
