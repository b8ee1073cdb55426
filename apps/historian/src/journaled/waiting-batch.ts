import type { HistoryBatch } from '@kilowatch/history-store';
import type { JournalPosition } from '@kilowatch/journal';

/** A journalled batch that the store has not confirmed. */
export interface WaitingBatch {
  readonly position: JournalPosition;
  /** Where the next record begins. */
  readonly next: JournalPosition;
  /** Of its record. */
  readonly bytes: number;
  /** Of an import: it must keep nothing waiting that is live. */
  readonly isBulk: boolean;
  /** Changes when readings in it are deleted. */
  batch: HistoryBatch;
  /** `underway`: handed to the store, which has not answered yet. `aside`: refused alone, for reasons unknown; tried again later. */
  state: 'waiting' | 'underway' | 'aside';
  /** How often the store has failed on it alone. */
  failures?: number;
}

/** Records in the journal that are not (or no longer) in memory: [from, to). */
export interface HiddenStretch {
  readonly from: JournalPosition;
  readonly to: JournalPosition;
  readonly readings: number;
  /** Oldest and newest event time in it, UTC epoch ms; both 0 where there are no readings. */
  readonly oldestMs: number;
  readonly newestMs: number;
  /** Of a process before: nothing more is known of it. */
  readonly isUnseen?: boolean;
}

/** Their ordinals depend on what is there before them: they are written in the order in which they came. */
export const isInOrder = ({ batch }: Pick<WaitingBatch, 'batch'>): boolean => batch.ordinals === 'next';

/** The stretch of one batch. */
export function stretchOf({ position, next, batch }: WaitingBatch): HiddenStretch {
  let [oldestMs, newestMs] = [Infinity, -Infinity];
  for (const { atMs } of batch.readings) {
    if (atMs < oldestMs) oldestMs = atMs;
    if (atMs > newestMs) newestMs = atMs;
  }
  const readings = batch.readings.length;
  return readings === 0
    ? { from: position, to: next, readings, oldestMs: 0, newestMs: 0 }
    : { from: position, to: next, readings, oldestMs, newestMs };
}

/** Two stretches, and what is between them. */
export const joined = (a: HiddenStretch, b: HiddenStretch): HiddenStretch => ({
  from: a.from,
  to: b.to,
  readings: a.readings + b.readings,
  oldestMs: a.readings === 0 ? b.oldestMs : b.readings === 0 ? a.oldestMs : Math.min(a.oldestMs, b.oldestMs),
  newestMs: Math.max(a.newestMs, b.newestMs),
});
