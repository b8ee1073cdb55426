import type {
  HistoryLevel,
  LatestQuery,
  MessagesQuery,
  MetricStatistics,
  NewestMessagesQuery,
  OriginalMessage,
  RangePoint,
  RangeQuery,
  RangeWindow,
  Reading,
  SeriesName,
  StatisticsQuery,
} from '@kilowatch/contracts';
import type { HeldReading } from './time-weights.js';
import type { WindowSums } from './window-sums.js';

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
  /** What the store will never take, with its reason; the rest is stored. The caller brings it to quarantine. */
  readonly refused?: readonly RefusedPart[];
}

/** A reading or an original that the store will never take as it is. */
export interface RefusedPart {
  readonly reading?: Reading;
  readonly message?: OriginalMessage;
  readonly reason: string;
}

export type LatestAsked = Omit<LatestQuery, 'after'> & {
  /** UTC epoch ms. Readings of later event times count only where a series has no others. */
  readonly notAfterMs?: number;
};
export type PointsAsked = Omit<RangeQuery, 'after' | 'stepMs'>;
export type WindowsAsked = PointsAsked & { stepMs: number };
export type StatisticsAsked = Omit<StatisticsQuery, 'after'>;
export type NewestMessagesAsked = Omit<NewestMessagesQuery, 'after'> & {
  /** UTC epoch ms: received before. Absent: whenever. */
  readonly toMs?: number;
};

/** An answer may lack something that was written: why, in words. */
export interface MaybePartial {
  readonly partial?: string;
}

/** The entries of such an answer. */
export type Entries<T> = readonly T[] & MaybePartial;

export interface PointsPage extends MaybePartial {
  points: readonly RangePoint[];
  next?: string;
}

export interface WindowsPage extends MaybePartial {
  windows: readonly RangeWindow[];
  next?: string;
}

export interface MessagesPage extends MaybePartial {
  messages: readonly OriginalMessage[];
  next?: string;
}

/** Several series between the same edges. */
export interface SeriesAsked {
  /** Without an index: every index of the metric. */
  readonly series: readonly SeriesName[];
  /** UTC epoch ms, ascending, at least two: window i is [edgesMs[i], edgesMs[i + 1]). */
  readonly edgesMs: Float64Array;
  /** Time-weighted means are wanted too (see `SeriesWindows.before`), which may cost more. */
  readonly isTimeWeighted?: boolean;
}

/**
 * The windows of one series. Time-weighted means are `timeWeightedMeans(sums, before)`: reckoned by the one who asked, because
 * readings that are added to an answer change what their neighbours count.
 */
export interface SeriesWindows {
  readonly name: SeriesName;
  readonly sums: WindowSums;
  /** If `isTimeWeighted`: the last reading before the first edge, when it still counts there. */
  readonly before?: HeldReading;
  /** The coarsest level that took part. */
  readonly level: HistoryLevel;
}

/** Readings of these metrics in [fromMs, toMs). */
export interface DeletionAsked {
  readonly device: string;
  readonly metrics: string[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** How much of a device was deleted. */
export interface Forgotten {
  points: number;
  messages: number;
}

/** What there is to say of a store as a whole; what a store cannot say cheaply is absent. */
export interface StoreFacts {
  readonly kind: 'sqlite' | 'influxdb' | 'memory';
  /** What it takes on the disk, and the most that it may. */
  readonly bytes?: number;
  readonly limitBytes?: number;
  /** UTC epoch ms of the oldest reading; to the day, where only the sums of days are kept of it. */
  readonly oldestAtMs?: number;
}

/**
 * The history of a site. Writes resolve when durable (they survive SIGKILL of the process), in the order they were made;
 * a query that starts after a write began sees that write. Readings of quality `missing` are points and the latest as others are, but count in
 * no window, series or statistic; they end the time for which the value before them counts. Faults: `history.unavailable`, `request.invalid` (a bad cursor).
 */
export abstract class HistoryStore {
  /**
   * Appends one or more batches in one durable step: all of them or none. One outcome per batch. A fault that is a `StoreAway`
   * may say after how long it makes sense to write again.
   */
  abstract append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]>;

  /** Newest reading (by event time, then ordinal) per (device, metric, index), ascending by these three. */
  abstract latest(query: LatestAsked): Promise<Entries<Reading>>;

  /** Raw points, ascending by (atMs, metric, index, ordinal), a page at a time; `fromMs` inclusive, `toMs` exclusive. */
  abstract points(query: PointsAsked): Promise<PointsPage>;

  /**
   * Windows aligned to the epoch, ascending by (atMs, metric, index), a page at a time; aggregated in the store. The first and
   * the last window of a range hold only the points inside the range.
   */
  abstract windows(query: WindowsAsked): Promise<WindowsPage>;

  /**
   * One entry per series that has points, wherever they lie, ascending by (device, metric, index); one whose points were all
   * deleted may be left out or be empty. Made of the coarsest roll-ups that give the same answer as the points would, and of
   * points where there are none.
   */
  abstract series(query: SeriesAsked): Promise<Entries<SeriesWindows>>;

  /** One entry per (metric, index) that has points in the range, ascending by both. */
  abstract statistics(query: StatisticsAsked): Promise<Entries<MetricStatistics>>;

  /**
   * Accepted originals, ascending by (receivedAtMs, arrival), a page at a time. A page ends before `limit` when its bodies
   * reach `HistoryLimits.messagePageBytes`. The oldest originals are dropped beyond `messageRows` and `messageBytes`.
   */
  abstract messages(query: MessagesQuery): Promise<MessagesPage>;

  /**
   * Accepted originals of all devices of a kind, or of some of them, descending by (receivedAtMs, arrival), a page at a time. A page
   * ends early as those of `messages` do.
   */
  abstract newestMessages(query: NewestMessagesAsked): Promise<MessagesPage>;

  /** Deletes everything of one device. */
  abstract forget(device: string): Promise<Forgotten>;

  /**
   * Deletes readings, in slices that let writes through; how many there were. Roll-ups follow. What was deleted is no longer
   * known: the same reading, written again, is stored.
   */
  abstract deletePoints(asked: DeletionAsked): Promise<number>;

  /**
   * Copies one moment of everything into a new file while the store goes on; the size of the file in bytes.
   * Fault: `history.refused` where the store is not a file of ours.
   */
  abstract backup(file: string): Promise<number>;

  /** Looks at the store as a whole. Costs more than a question: to be asked now and then. */
  abstract facts(): Promise<StoreFacts>;

  /** Why the store takes nothing until somebody puts a setting right, in words; undefined where waiting may help, or nothing is wrong. */
  refusal(): string | undefined {
    return undefined;
  }

  /** Undefined while healthy, else what is wrong in words. */
  abstract problem(): string | undefined;

  /** Finishes what was asked before, then releases the file. Later calls are refused with `history.unavailable`. */
  abstract close(): Promise<void>;
}
