import type { HousekeepingTask } from './housekeeping.js';
import type { MessageAmount, MessageBlocks } from './message-blocks.js';
import type { MessageLog } from './message-log.js';
import { MessageRound } from './message-round.js';
import type { Transactions } from './transactions.js';

/** The log is put together by device when it has so many entries … */
const mostEntries = 256;
/** … or so many characters of bodies: that many are read for every question. */
const mostBytes = 8 * 1024 * 1024;

/** Puts the messages of the log together by device when there are enough of them. What a crash interrupts begins anew. */
export class MessageSealing implements HousekeepingTask {
  readonly name = 'original messages';
  private round: MessageRound | undefined;

  constructor(
    private readonly log: MessageLog,
    private readonly blocks: MessageBlocks,
    private readonly transactions: Transactions,
    /** Hears within the transaction what was damaged on the disk and is gone. */
    private readonly lost: (amount: MessageAmount) => void,
  ) {}

  step(): boolean {
    this.round ??= this.isDue() ? new MessageRound(this.log, this.blocks) : undefined;
    const { round } = this;
    if (!round) return false;
    if (round.prepareSome()) return true;
    this.round = undefined;
    this.transactions.run(() => this.lost(round.write()));
    return true;
  }

  private isDue(): boolean {
    const { entries, bytes } = this.log.size();
    return entries >= mostEntries || bytes >= mostBytes;
  }
}
