import { within } from '../within.js';

/** Handlers at work: how many, and when the last is done. */
export class Workload {
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(private readonly limit: number) {}

  get isFull(): boolean {
    return this.running >= this.limit;
  }

  /** Counts the work; never rejects before its caller sees the rejection. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await work;
    } finally {
      this.running -= 1;
      if (this.running === 0) for (const wake of this.idle.splice(0)) wake();
    }
  }

  /** Resolves when nothing is at work, at the latest after `withinMs`. Answers whether everything is done. */
  async drained(withinMs: number): Promise<boolean> {
    if (this.running === 0) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.idle.push(resolve);
    await within(promise, withinMs);
    return this.running === 0;
  }
}
