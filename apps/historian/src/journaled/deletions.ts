import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import { Fault } from '@kilowatch/contracts';
import type { HistoryBatch } from '@kilowatch/history-store';
import { comparePositions, type JournalPosition } from '@kilowatch/journal';

/** What was deleted while some of it may still have been in the journal. */
export interface Deletion {
  readonly device: string;
  /** Absent: all, and the originals. */
  readonly metrics?: readonly string[] | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  /** Records from there on were written later. */
  readonly before: JournalPosition;
}

/** More than anybody deletes by hand while a backlog drains. */
const most = 10_000;

/** Keeps what was deleted from coming back out of the journal. */
export class Deletions {
  constructor(private deletions: readonly Deletion[] = []) {}

  get all(): readonly Deletion[] {
    return this.deletions;
  }

  /** Fault: `history.busy` when too many are remembered. */
  add(deletion: Deletion): void {
    if (this.deletions.length >= most)
      throw new Fault('history.busy', `${most} deletions wait until the store has all of the journal`);
    this.deletions = [...this.deletions, deletion];
  }

  /** Everything before is stored: deletions of that time have done their work. */
  stored(before: JournalPosition): void {
    if (this.deletions.length === 0) return;
    this.deletions = this.deletions.filter((one) => comparePositions(one.before, before) > 0);
  }

  /** A batch of the journal without what was deleted since. */
  applied(position: JournalPosition, batch: HistoryBatch): HistoryBatch {
    return this.deletions
      .filter(({ before }) => comparePositions(position, before) < 0)
      .reduce(withoutDeleted, batch);
  }
}

export const isDeleted =
  ({ device, metrics, fromMs, toMs }: Omit<Deletion, 'before'>) =>
  (reading: Reading): boolean =>
    reading.device === device &&
    (metrics?.includes(reading.metric) ?? true) &&
    reading.atMs >= fromMs &&
    reading.atMs < toMs;

/** The same batch when nothing in it is meant. */
export function withoutDeleted(batch: HistoryBatch, deletion: Omit<Deletion, 'before'>): HistoryBatch {
  const isGone = isDeleted(deletion);
  const isForgotten = ({ device }: OriginalMessage): boolean =>
    deletion.metrics === undefined && device === deletion.device;
  if (!batch.readings.some(isGone) && !batch.messages.some(isForgotten)) return batch;
  return {
    ...batch,
    readings: batch.readings.filter((reading) => !isGone(reading)),
    messages: batch.messages.filter((message) => !isForgotten(message)),
  };
}
