import type { HistoryLimits } from '../history-limits.js';
import type { HousekeepingTask } from './housekeeping.js';
import type { MessageTable } from './message-table.js';
import type { Transactions } from './transactions.js';

const dayMs = 86_400_000;

/** Deletes originals that are older than they are to be kept, a little at a time. */
export class MessageRetention implements HousekeepingTask {
  readonly name = 'retention of original messages';
  private nextPassMs = -Infinity;

  constructor(
    private readonly messages: Pick<MessageTable, 'dropSomeBefore'>,
    private readonly transactions: Transactions,
    private readonly limits: Pick<HistoryLimits, 'messageDays' | 'retentionEveryMs'>,
    private readonly nowMs: () => number,
  ) {}

  step(): boolean {
    const { messageDays, retentionEveryMs } = this.limits;
    const nowMs = this.nowMs();
    if (messageDays === 0 || nowMs < this.nextPassMs) return false;
    const cutMs = nowMs - messageDays * dayMs;
    if (this.transactions.run(() => this.messages.dropSomeBefore(cutMs))) return true;
    this.nextPassMs = nowMs + retentionEveryMs;
    return false;
  }
}
