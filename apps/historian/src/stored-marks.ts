import { Fault, type Reading, type ReadingMark } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { HistorianSettings } from './historian-settings.js';
import { JournaledHistory } from './journaled/journaled-history.js';

const keyOf = ({ device, metric, atMs }: ReadingMark): string => `${device}\0${metric}\0${atMs}`;

/** Lets a query wait until readings that it must see are journalled: from then on every answer has them. */
@Injectable()
export class StoredMarks {
  private readonly waiting = new Map<string, Set<() => void>>();
  private count = 0;

  constructor(
    private readonly history: JournaledHistory,
    private readonly settings: HistorianSettings,
  ) {}

  /** Resolves when all are there, at the latest after HISTORY_MARK_WAIT_MS: then the answer is what there is. */
  async stored(marks: readonly ReadingMark[] = []): Promise<void> {
    await Promise.all(marks.map((mark) => this.arrival(mark)));
  }

  /** To be told of everything that was appended, after it is durable. */
  appended(readings: readonly Reading[]): void {
    if (this.waiting.size === 0) return;
    for (const reading of readings) this.waiting.get(keyOf(reading))?.forEach((wake) => wake());
  }

  private async arrival(mark: ReadingMark): Promise<void> {
    if (this.count >= this.settings.config.HISTORY_WAITING_MARKS) return;
    this.count += 1;
    const waiter = this.waiter(mark); // first, so that what is appended while we look is not missed
    try {
      if (!(await this.isThere(mark))) await waiter.woken;
    } finally {
      waiter.end();
      this.count -= 1;
    }
  }

  private async isThere(mark: ReadingMark): Promise<boolean> {
    if (this.history.isWaiting(mark)) return true; // the usual case: it came a moment ago
    const { device, metric, atMs } = mark;
    const query = { device, metrics: [metric], fromMs: atMs, toMs: atMs + 1, limit: 1 };
    try {
      return (await this.history.points(query)).points.length > 0;
    } catch (error) {
      if (error instanceof Fault && error.policy.retry) return false;
      throw error;
    }
  }

  private waiter(mark: ReadingMark): { woken: Promise<void>; end: () => void } {
    const key = keyOf(mark);
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    const timer = setTimeout(wake, this.settings.config.HISTORY_MARK_WAIT_MS);
    const waiters = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiters.add(wake));
    const end = (): void => {
      clearTimeout(timer);
      waiters.delete(wake);
      if (waiters.size === 0) this.waiting.delete(key);
    };
    return { woken, end };
  }
}
