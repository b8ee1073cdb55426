import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { MessagesQuery, OriginalMessage } from '@kilowatch/contracts';
import type { HistoryLimits } from '../history-limits.js';
import type { MessagesPage, NewestMessagesAsked } from '../history-store.js';
import type { HousekeepingTask } from './housekeeping.js';
import { bytesOf, type MessageAmount, type MessageBlock, MessageBlocks } from './message-blocks.js';
import { MessageLog } from './message-log.js';
import { MessagePages } from './message-pages.js';
import { MessageRetention } from './message-retention.js';
import { MessageRound } from './message-round.js';
import { MessageSealing } from './message-sealing.js';
import { NewestMessages } from './newest-messages.js';
import type { Transacted, Transactions } from './transactions.js';

type MessageLimits = Pick<
  HistoryLimits,
  'messageRows' | 'messageBytes' | 'messagePageBytes' | 'messageDays' | 'retentionEveryMs'
>;

/**
 * The accepted originals, packed, bounded by number, size and age: first as they came, one entry per write, later put together by
 * device. Their totals are kept beside them: counting would read all of them.
 */
export class MessageTable implements Transacted {
  private readonly log: MessageLog;
  private readonly blocks: MessageBlocks;
  private readonly pages: MessagePages;
  private readonly newest: NewestMessages;
  private readonly counted: StatementSync;
  private readonly total: StatementSync;
  /** Of the transaction under way. */
  private added: OriginalMessage[] = [];

  constructor(
    db: DatabaseSync,
    private readonly limits: MessageLimits,
    /** Hears what should be known and is no answer to a call. */
    private readonly noticed: (text: string) => void = () => undefined,
  ) {
    this.log = new MessageLog(db);
    this.blocks = new MessageBlocks(db);
    this.pages = new MessagePages(this.log, this.blocks, limits);
    this.newest = new NewestMessages(this.log, this.blocks, limits);
    this.counted = db.prepare('UPDATE totals SET value = value + ? WHERE name = ?');
    this.total = db.prepare('SELECT value FROM totals WHERE name = ?');
  }

  /** What is to be done on the side. */
  tasks(transactions: Transactions, nowMs: () => number): HousekeepingTask[] {
    return [
      new MessageSealing(this.log, this.blocks, transactions, (amount) => this.lost(amount)),
      new MessageRetention(this, transactions, this.limits, nowMs),
    ];
  }

  /** To be called within a transaction, at whose end messages are stored and the oldest ones beyond the limits dropped. */
  add(messages: readonly OriginalMessage[]): void {
    for (const message of messages) this.added.push(message);
  }

  beforeCommit(): void {
    if (this.added.length === 0) return;
    const bytes = bytesOf(this.added);
    this.log.append(this.added, bytes);
    this.count({ rows: this.added.length, bytes });
    this.added = [];
    this.prune();
  }

  rolledBack(): void {
    this.added = [];
  }

  page(query: MessagesQuery): MessagesPage {
    return this.pages.page(query);
  }

  newestPage(query: NewestMessagesAsked): MessagesPage {
    return this.newest.page(query);
  }

  /** Deletes the messages of a device; how many there were. To be called within a transaction. */
  forget(device: string): number {
    this.sealAll();
    return this.dropped(this.blocks.removeDevice(device)).rows;
  }

  /** Deletes some messages received before a time; false when there are none left. To be called within a transaction. */
  dropSomeBefore(atMs: number): boolean {
    if ((this.log.size().firstAtMs ?? atMs) < atMs) this.sealAll();
    const block = this.blocks.firstBefore(atMs);
    if (!block) return false;
    this.dropped(this.blocks.shorten(block, ({ receivedAtMs }) => receivedAtMs < atMs));
    return true;
  }

  /** False when there was nothing to seal. */
  private sealAll(): boolean {
    if (this.log.size().entries === 0) return false;
    const round = new MessageRound(this.log, this.blocks);
    while (round.prepareSome());
    this.lost(round.write());
    return true;
  }

  private lost(amount: MessageAmount): void {
    if (amount.rows === 0) return;
    this.dropped(amount);
    this.noticed(`${amount.rows} original messages in the history file were damaged and are gone`);
  }

  private prune(): void {
    let surplus = this.surplus();
    while (surplus.rows > 0 || surplus.bytes > 0) {
      const block = this.blocks.first();
      if (block) this.dropped(this.dropSome(block, surplus));
      else if (!this.sealAll()) return;
      surplus = this.surplus();
    }
  }

  private surplus(): MessageAmount {
    return {
      rows: this.totalOf('messageRows') - this.limits.messageRows,
      bytes: this.totalOf('messageBytes') - this.limits.messageBytes,
    };
  }

  private dropSome(block: MessageBlock, surplus: MessageAmount): MessageAmount {
    if (block.rows <= surplus.rows || (surplus.bytes > 0 && block.bytes <= surplus.bytes)) {
      this.blocks.remove(block);
      return block;
    }
    let { rows, bytes } = surplus;
    return this.blocks.shorten(block, ({ body }) => {
      const isGone = rows > 0 || bytes > 0;
      rows -= 1;
      bytes -= body.length;
      return isGone;
    });
  }

  private dropped(amount: MessageAmount): MessageAmount {
    this.count({ rows: -amount.rows, bytes: -amount.bytes });
    return amount;
  }

  private count({ rows, bytes }: MessageAmount): void {
    this.counted.run(BigInt(rows), 'messageRows');
    this.counted.run(BigInt(bytes), 'messageBytes');
  }

  private totalOf(name: keyof Pick<HistoryLimits, 'messageRows' | 'messageBytes'>): number {
    return Number(this.total.get(name)?.['value'] ?? 0);
  }
}
