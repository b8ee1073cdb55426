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
  /**
   * `given` (default): the readings' own ordinals count. `next`: their source has no sequence (commands, hand-written values),
   * so the store replaces the ordinal by the next free one at that time; a value equal to the newest of that time is not
   * stored again, and with `isRedelivered` neither is one equal to any of that time.
   */
  readonly ordinals?: 'given' | 'next';
  /** The transport says that it may have delivered this before (the DUP flag of MQTT). Only `ordinals: 'next'` looks at it. */
  readonly isRedelivered?: boolean;
}

export interface AppendOutcome {
  /** Points that were new; a point with a known identity is not stored again. */
  readonly storedPoints: number;
  readonly storedMessages: number;
  /** The whole batch had been written before. */
  readonly isRepeated: boolean;
}

export type LatestAsked = Omit<LatestQuery, 'after'> & {
  /** UTC epoch ms. Readings of later event times count only where a series has no others. */
  readonly notAfterMs?: number;
};
export type PointsAsked = Omit<RangeQuery, 'after' | 'stepMs'>;
export type WindowsAsked = PointsAsked & { stepMs: number };
export type StatisticsAsked = Omit<StatisticsQuery, 'after'>;

export interface PointsPage {
  points: readonly RangePoint[];
  next?: string;
}

export interface WindowsPage {
  windows: readonly RangeWindow[];
  next?: string;
}

export interface MessagesPage {
  messages: readonly OriginalMessage[];
  next?: string;
}

/** How much of a device was deleted. */
export interface Forgotten {
  points: number;
  messages: number;
}

/**
 * The history of a site. Writes resolve when durable (they survive SIGKILL of the process), in the order they were made;
 * a query that starts after a write began sees that write. Faults: `history.unavailable`, `request.invalid` (a bad cursor).
 */
export abstract class HistoryStore {
  /** Appends one or more batches in one durable step: all of them or none. One outcome per batch. */
  abstract append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]>;

  /** Newest reading (by event time, then ordinal) per (device, metric, index), ascending by these three. */
  abstract latest(query: LatestAsked): Promise<readonly Reading[]>;

  /** Raw points, ascending by (atMs, metric, index, ordinal), a page at a time; `fromMs` inclusive, `toMs` exclusive. */
  abstract points(query: PointsAsked): Promise<PointsPage>;

  /**
   * Windows aligned to the epoch, ascending by (atMs, metric, index), a page at a time; aggregated in the store. The first and
   * the last window of a range hold only the points inside the range.
   */
  abstract windows(query: WindowsAsked): Promise<WindowsPage>;

  /** One entry per (metric, index) that has points in the range, ascending by both. */
  abstract statistics(query: StatisticsAsked): Promise<readonly MetricStatistics[]>;

  /**
   * Accepted originals, ascending by (receivedAtMs, arrival), a page at a time. A page ends before `limit` when its bodies
   * reach `HistoryLimits.messagePageBytes`. The oldest originals are dropped beyond `messageRows` and `messageBytes`.
   */
  abstract messages(query: MessagesQuery): Promise<MessagesPage>;

  /** Deletes everything of one device. */
  abstract forget(device: string): Promise<Forgotten>;

  /** Undefined while healthy, else what is wrong in words. */
  abstract problem(): string | undefined;

  /** Finishes what was asked before, then releases the file. Later calls are refused with `history.unavailable`. */
  abstract close(): Promise<void>;
}
