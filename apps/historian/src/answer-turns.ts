import { Fault, type ReadingMark } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { CaughtUp } from './caught-up.js';
import { HistorianSettings } from './historian-settings.js';
import { StoredMarks } from './stored-marks.js';

/** Lets questions have their turn: after the writes that they must see, and so many at a time. */
@Injectable()
export class AnswerTurns {
  private atWork = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly marks: StoredMarks,
    private readonly caughtUp: CaughtUp,
    private readonly settings: HistorianSettings,
  ) {}

  /** Fault: `history.busy` when too many wait already. */
  async take<T>(after: readonly ReadingMark[] | undefined, answer: () => Promise<T>): Promise<T> {
    await this.marks.stored(after);
    await this.begin();
    try {
      return await answer();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.atWork -= 1;
    }
  }

  /** The same for a question that must see what was confirmed to devices before it was asked. */
  async takeCaughtUp<T>(after: readonly ReadingMark[] | undefined, answer: () => Promise<T>): Promise<T> {
    await this.caughtUp.reached();
    return this.take(after, answer);
  }

  private begin(): Promise<void> | undefined {
    const { HISTORY_QUERIES: most, HISTORY_QUERIES_WAITING: mostWaiting } = this.settings.config;
    if (this.atWork < most) {
      this.atWork += 1;
      return undefined;
    }
    if (this.waiting.length >= mostWaiting)
      throw new Fault(
        'history.busy',
        `${most} questions are being answered and ${mostWaiting} wait: ask later`,
      );
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
