import { Fault } from '@kilowatch/contracts';
import type { Presence } from './presence.js';

export interface ReadinessParts {
  /** Undefined while everything is subscribed. */
  readonly problem: () => string | undefined;
  /** Whether the others are to be told: a door without handlers answers nothing. */
  readonly hasHandlers: () => boolean;
  readonly presence: Presence;
}

/** Says `online` once everything is subscribed, and wakes those who wait for that. */
export class Readiness {
  private readonly waiting = new Set<PromiseWithResolvers<void>>();
  private isClosed = false;

  constructor(private readonly parts: ReadinessParts) {}

  whenReady(): Promise<void> {
    if (this.isClosed) return Promise.reject(closedFault());
    if (this.isSettled()) return Promise.resolve();
    const waiter = Promise.withResolvers<void>();
    this.waiting.add(waiter);
    return waiter.promise;
  }

  /** Something got ready, or stopped being so. */
  onChange(): void {
    const { problem, presence, hasHandlers } = this.parts;
    if (problem() !== undefined) return;
    if (!hasHandlers() || presence.isOnline) return this.wake();
    presence.sayOnline().then(
      () => this.wake(),
      () => undefined,
    );
  }

  close(): void {
    this.isClosed = true;
    for (const { reject } of this.waiting) reject(closedFault());
    this.waiting.clear();
  }

  private isSettled(): boolean {
    const { problem, presence, hasHandlers } = this.parts;
    return problem() === undefined && (!hasHandlers() || presence.isOnline);
  }

  private wake(): void {
    if (!this.isSettled()) return;
    for (const { resolve } of this.waiting) resolve();
    this.waiting.clear();
  }
}

export const closedFault = (): Fault => new Fault('broker.disconnected', 'The door is closed');
