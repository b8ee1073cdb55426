import type { InstanceEntry } from '@kilowatch/contracts';
import { closedFault } from '../readiness.js';
import type { Sentry } from './sentry.js';

/** Wakes those who wait for this process to have its turn. */
export class Turn {
  private readonly waiting = new Set<PromiseWithResolvers<void>>();
  private isClosed = false;
  /** Somebody went on before anybody knew whose turn it is. */
  private hasBegunBlindly = false;

  /** @param onYield called when another instance turns out to work after somebody went on without knowing */
  constructor(
    private readonly sentry: Pick<Sentry, 'mayWork' | 'isWaiting' | 'holder'> | undefined,
    private readonly onYield: (holder: InstanceEntry) => void,
  ) {}

  async whenMine(withinMs: number): Promise<void> {
    if (this.isClosed) throw closedFault();
    if (!this.sentry || this.sentry.mayWork) return;
    const waiter = Promise.withResolvers<void>();
    this.waiting.add(waiter);
    // Nobody knows whether there is another: go on without the broker. Whoever knows of another waits for it.
    const timer = setTimeout(() => {
      if (this.sentry?.isWaiting) return;
      this.hasBegunBlindly = true;
      waiter.resolve();
    }, withinMs);
    try {
      await waiter.promise;
    } finally {
      clearTimeout(timer);
      this.waiting.delete(waiter);
    }
  }

  onChange(): void {
    if (this.sentry?.mayWork) for (const { resolve } of this.waiting) resolve();
    const holder = this.hasBegunBlindly ? this.sentry?.holder : undefined;
    if (holder) this.onYield(holder);
  }

  close(): void {
    this.isClosed = true;
    for (const { reject } of this.waiting) reject(closedFault());
  }
}
