import { Fault } from '@kilowatch/contracts';
import type { HistoryStore } from '@kilowatch/history-store';
import type { StoreTrouble } from '../journaled/drain.js';

export interface StoreReaderLimits {
  /** For the store to answer one question. */
  readonly queryMs: number;
  /** The same while it takes nothing: then the answer is made without it. */
  readonly awayMs: number;
}

/** What the store has answered, or why it has not. */
export type StoreAnswer<T> = { readonly answer: T } | { readonly away: string };

const late = Symbol('late');

/** Asks the store for no longer than its limits allow, and tells a store that is away from a question that takes too long. */
export class StoreReader {
  constructor(
    private readonly store: HistoryStore,
    private readonly limits: StoreReaderLimits,
    private readonly trouble: () => StoreTrouble | undefined,
  ) {}

  /** Faults: `request.deadline` when a store that works needs too long; whatever is wrong with the question. */
  async ask<T>(work: (store: HistoryStore) => Promise<T>): Promise<StoreAnswer<T>> {
    const withinMs = this.trouble() ? this.limits.awayMs : this.limits.queryMs;
    try {
      const answer = await bounded(work(this.store), withinMs);
      if (answer !== late) return { answer };
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'history.unavailable')) throw error;
      return { away: this.inWords(error.message) };
    }
    if (this.trouble()) return { away: this.inWords(`no answer within ${withinMs} ms`) };
    throw new Fault(
      'request.deadline',
      `The history needs longer than ${withinMs} ms for this: ask for less, or in longer steps`,
    );
  }

  private inWords(reason: string): string {
    const trouble = this.trouble();
    const since = trouble ? `, since ${new Date(trouble.sinceMs).toISOString()}` : '';
    return `The history store is away${since}: ${trouble?.reason ?? reason}. This is what waits for it`;
  }
}

/** Resolves to `late` when it takes longer; the work goes on, and nobody hears of its end. */
async function bounded<T>(work: Promise<T>, withinMs: number): Promise<T | typeof late> {
  const { promise, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(() => resolve(late), withinMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
