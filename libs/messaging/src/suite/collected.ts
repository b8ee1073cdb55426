interface Waiter<T> {
  readonly isMet: (items: readonly T[]) => boolean;
  readonly wake: () => void;
}

const withinMs = 8_000;

/** What a test has seen so far; a test awaits the next instead of sleeping. */
export class Collected<T> {
  readonly items: T[] = [];
  private waiters: Waiter<T>[] = [];

  readonly add = (item: T): void => {
    this.items.push(item);
    const met = this.waiters.filter(({ isMet }) => isMet(this.items));
    this.waiters = this.waiters.filter((waiter) => !met.includes(waiter));
    for (const { wake } of met) wake();
  };

  /** Resolves as soon as the condition holds; rejects with what was seen when it does not come to hold. */
  async until(isMet: (items: readonly T[]) => boolean): Promise<readonly T[]> {
    if (isMet(this.items)) return this.items;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiters.push({ isMet, wake: resolve });
    const late = AbortSignal.timeout(withinMs);
    late.addEventListener('abort', () =>
      reject(new Error(`waited in vain, saw ${JSON.stringify(this.items)}`)),
    );
    await promise;
    return this.items;
  }

  count(least: number): Promise<readonly T[]> {
    return this.until((items) => items.length >= least);
  }
}
