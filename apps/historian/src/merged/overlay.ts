import type { MessagesQuery, OriginalMessage, Reading, SeriesName } from '@kilowatch/contracts';
import { isAskedMessage, type LatestAsked, type NewestMessagesAsked } from '@kilowatch/history-store';
import type { Backlog } from '../journaled/backlog.js';
import { seriesKey } from '../journaled/newest-readings.js';
import { type HiddenStretch, isInOrder, joined } from '../journaled/waiting-batch.js';

/** A reading that the store may not have yet. */
export interface WaitingReading {
  readonly reading: Reading;
  /** Its ordinal is not its own: it is the next free one where it will be stored; see `HistoryBatch`. */
  readonly isNext: boolean;
  readonly isRedelivered: boolean;
}

/** Which readings a question is about; times are UTC epoch ms, `toMs` exclusive. */
export interface Selection {
  readonly isAsked: (series: SeriesName) => boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The selection of a question for metrics of one device. */
export const selectionOf = (
  { device, metrics }: { device: string; metrics: readonly string[] },
  fromMs: number,
  toMs: number,
): Selection => ({
  isAsked: (series) => series.device === device && metrics.includes(series.metric),
  fromMs,
  toMs,
});

/** What is journalled and not confirmed by the store, as answers need it. */
export class Overlay {
  constructor(private readonly backlog: Backlog) {}

  /** In the order in which they were journalled. */
  readings({ isAsked, fromMs, toMs }: Selection): WaitingReading[] {
    const found: WaitingReading[] = [];
    for (const one of this.backlog.loaded) {
      const { readings, isRedelivered = false } = one.batch;
      const isNext = isInOrder(one);
      for (const reading of readings) {
        if (reading.atMs >= fromMs && reading.atMs < toMs && isAsked(reading))
          found.push({ reading, isNext, isRedelivered });
      }
    }
    return found;
  }

  /** A reading of each series that has any, whenever. */
  series(isAsked: Selection['isAsked']): Reading[] {
    const found = new Map<string, Reading>();
    for (const { batch } of this.backlog.loaded) {
      for (const reading of batch.readings) if (isAsked(reading)) found.set(seriesKey(reading), reading);
    }
    return [...found.values()];
  }

  /** Of each series what it has at its newest time that is not after `notAfterMs`, else at its newest, as it was journalled. */
  latest({ devices, metrics, notAfterMs = Infinity }: LatestAsked): WaitingReading[][] {
    const isDevice = devices && new Set(devices);
    const isMetric = metrics && new Set(metrics);
    const newest = new Map<string, WaitingReading[]>();
    const look = (reading: Reading, isNext = false, isRedelivered = false): void => {
      if (isDevice?.has(reading.device) === false || isMetric?.has(reading.metric) === false) return;
      const key = seriesKey(reading);
      const known = newest.get(key);
      const order = known ? compareTimes(reading, known[0]!.reading, notAfterMs) : 1;
      if (order === 0) known?.push({ reading, isNext, isRedelivered });
      else if (order > 0) newest.set(key, [{ reading, isNext, isRedelivered }]);
    };
    for (const reading of this.backlog.newestOfHidden) look(reading);
    for (const one of this.backlog.loaded) {
      const isNext = isInOrder(one);
      for (const reading of one.batch.readings) look(reading, isNext, one.batch.isRedelivered);
    }
    return [...newest.values()];
  }

  /** Ascending by (receivedAtMs, arrival). */
  messages({ device, fromMs, toMs }: Pick<MessagesQuery, 'device' | 'fromMs' | 'toMs'>): OriginalMessage[] {
    const found = this.backlog.loaded.flatMap(({ batch }) =>
      batch.messages.filter((m) => m.device === device && m.receivedAtMs >= fromMs && m.receivedAtMs < toMs),
    );
    return found.sort((a, b) => a.receivedAtMs - b.receivedAtMs || a.arrival - b.arrival);
  }

  /** In the order in which they were journalled. */
  newestMessages(query: NewestMessagesAsked): OriginalMessage[] {
    const isAsked = isAskedMessage(query, undefined);
    return this.backlog.loaded.flatMap(({ batch }) => batch.messages.filter(isAsked));
  }

  /** What of this time is journalled, not stored, and too much for the memory; undefined when nothing is. */
  hidden(fromMs: number, toMs: number): HiddenStretch | undefined {
    const found = this.backlog.stretches.filter(
      ({ readings, oldestMs, newestMs }) => readings > 0 && oldestMs < toMs && newestMs >= fromMs,
    );
    return found.length === 0 ? undefined : found.reduce(joined);
  }

  /** The same of what has not been looked at since the process began. */
  unseen(): HiddenStretch | undefined {
    const found = this.backlog.stretches.filter(({ readings, isUnseen }) => isUnseen && readings > 0);
    return found.length === 0 ? undefined : found.reduce(joined);
  }
}

/** Positive when the first is the one to be shown as the latest of their series, 0 when they share a time. */
export function compareTimes(
  a: Pick<Reading, 'atMs'>,
  b: Pick<Reading, 'atMs'>,
  notAfterMs = Infinity,
): number {
  const isLater = a.atMs > notAfterMs;
  if (isLater !== b.atMs > notAfterMs) return isLater ? -1 : 1;
  return a.atMs - b.atMs;
}
