import type { HistoryBatch } from '@kilowatch/history-store';
import { formatPosition, type Journal, type JournalEntry, type JournalPosition } from '@kilowatch/journal';
import type { Log } from '@kilowatch/service-kit';
import type { Deletions } from './deletions.js';
import { decodeRecord } from './journal-record.js';
import type { WaitingBatch } from './waiting-batch.js';

const readBytes = 4 * 1024 * 1024;

/** A batch without a name of its own is named after its place in the journal: so it is stored once, however often it is read. */
export const named = (batch: HistoryBatch, journalId: string, position: JournalPosition): HistoryBatch =>
  batch.id ? batch : { ...batch, id: { source: `journal/${journalId}`, batch: formatPosition(position) } };

/** Reads back what was journalled. */
export class JournalLoader {
  /** Records that could not be understood although they are whole. */
  unreadable = 0;

  constructor(
    private readonly journal: Journal,
    private readonly deletions: Deletions,
    private readonly log: Log,
  ) {}

  /** The batches in [from, to), piece by piece, without what was deleted since. */
  async *read(from: JournalPosition, to: JournalPosition): AsyncGenerator<WaitingBatch[]> {
    for (let at = from; ;) {
      const entries = await this.journal.read(at, { to, maxBytes: readBytes });
      const last = entries.at(-1);
      if (!last) return;
      yield entries.flatMap((entry) => this.batchOf(entry) ?? []);
      at = last.next;
    }
  }

  private batchOf({ position, next, record }: JournalEntry): WaitingBatch | undefined {
    try {
      const { batch, isBulk } = decodeRecord(record);
      const kept = this.deletions.applied(position, named(batch, this.journal.id, position));
      return { position, next, bytes: record.length, batch: kept, isBulk, state: 'waiting' };
    } catch (error) {
      this.unreadable += 1;
      this.log.error({ err: error, position }, 'A record of the journal is not understood and left out');
      return undefined;
    }
  }
}
