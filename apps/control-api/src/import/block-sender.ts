import type { PointBlock } from '@kilowatch/compat';
import { historyImport, type ReplyOf } from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import { patiently } from '../history/patiently.js';
import type { ImportTally } from './import-tally.js';

interface SendOptions {
  readonly atOnce: number;
  /** For a historian that is away or has no room. */
  readonly patienceMs: number;
  /** Nothing is sent: as if all of it were taken. */
  readonly isDry: boolean;
}

/** Sends the blocks of one import to the historian, a few at a time. */
export class BlockSender {
  private readonly sending = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly messaging: MessagingClient,
    private readonly tally: ImportTally,
    private readonly options: SendOptions,
  ) {}

  /** Resolves when there is room for the next block. Rejects when this or one before could not be sent. */
  async send(block: PointBlock): Promise<void> {
    const sending = this.sendOne(block).catch((error: unknown) => void (this.failure ??= { error }));
    this.sending.add(sending);
    void sending.finally(() => this.sending.delete(sending));
    while (this.sending.size >= this.options.atOnce) await Promise.race(this.sending);
    this.throwFailure();
  }

  /** Resolves when all blocks are in the journal. */
  async finish(): Promise<void> {
    await this.settle();
    this.throwFailure();
  }

  /** Resolves when nothing is on its way any more, whatever became of it. */
  async settle(): Promise<void> {
    await Promise.all(this.sending);
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }

  private async sendOne(block: PointBlock): Promise<void> {
    const { accepted, refused } = await this.answerTo(block);
    this.tally.accepted += accepted;
    const reasons = new Map(refused.map(({ position, reason }) => [block.lines[position]!, reason]));
    for (const [line, reason] of reasons) this.tally.refuse(line, reason);
  }

  // Asking again is harmless: what is known is not stored twice.
  private async answerTo(block: PointBlock): Promise<ReplyOf<typeof historyImport>> {
    if (this.options.isDry) return { accepted: block.length, refused: [] };
    const columns = block.toColumns();
    const ask = () => this.messaging.request(historyImport, {}, columns);
    return patiently(ask, this.options.patienceMs, () => this.failure !== undefined);
  }
}
