import type {
  LatestQuery,
  MessagesQuery,
  MetricStatistics,
  OriginalMessage,
  RangePoint,
  RangeQuery,
  RangeWindow,
  Reading,
  StatisticsQuery,
} from '@kilowatch/contracts';

/** What is written together and becomes durable together. */
export interface HistoryBatch {
  /** A batch with the same (source, batch) as one already written is ignored as a whole. Absent: not deduplicated as a batch. */
  readonly id?: { readonly source: string; readonly batch: string };
  readonly readings: readonly Reading[];
  readonly messages: readonly OriginalMessage[];
}

export interface AppendOutcome {
  /** Points that were new; a point with a known identity is not stored again. */
  readonly storedPoints: number;
  readonly storedMessages: number;
  /** The whole batch had been written before. */
  readonly isRepeated: boolean;
}

/**
 * The history of a site. Writes resolve when durable (they survive SIGKILL of the process), in the order they were made;
 * a query that starts after a write began sees that write. Faults: `history.unavailable`, `request.invalid` (a bad cursor).
 */
export abstract class HistoryStore {
  /** Appends one or more batches in one durable step. One outcome per batch. */
  abstract append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]>;

  /** Newest reading (by event time, then ordinal) per (device, metric, index). */
  abstract latest(query: Omit<LatestQuery, 'after'>): Promise<readonly Reading[]>;

  /** Raw points, ascending by (atMs, metric, index, ordinal), a page at a time; `fromMs` inclusive, `toMs` exclusive. */
  abstract points(
    query: Omit<RangeQuery, 'after' | 'stepMs'>,
  ): Promise<{ points: readonly RangePoint[]; next?: string }>;

  /** Windows aligned to the epoch, ascending by (atMs, metric, index), a page at a time; aggregated in the store. */
  abstract windows(
    query: Omit<RangeQuery, 'after' | 'stepMs'> & { stepMs: number },
  ): Promise<{ windows: readonly RangeWindow[]; next?: string }>;

  abstract statistics(query: Omit<StatisticsQuery, 'after'>): Promise<readonly MetricStatistics[]>;

  /** Accepted originals, ascending by (receivedAtMs, arrival), a page at a time. */
  abstract messages(query: MessagesQuery): Promise<{ messages: readonly OriginalMessage[]; next?: string }>;

  /** Deletes everything of one device. */
  abstract forget(device: string): Promise<{ points: number; messages: number }>;

  /** Undefined while healthy, else what is wrong in words. */
  abstract problem(): string | undefined;

  abstract close(): Promise<void>;
}
