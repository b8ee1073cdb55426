/** Somebody who waits for room. */
export interface Held {
  /** Takes its place if there is any: true when it no longer waits. */
  readonly tryNow: () => boolean;
  /** It need not be tried any more. */
  readonly isGone: () => boolean;
}

const everyMs = 100;

/** Who finds no room waits in the order of arrival, and tries again from time to time. */
export class HoldingLine {
  private held: Held[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sinceMs = 0;

  /** How long somebody has been waiting; 0 when nobody is. */
  waitingMs(nowMs: number): number {
    return this.held.length > 0 ? nowMs - this.sinceMs : 0;
  }

  /** At once, unless others wait or there is no room. */
  pass(held: Held): void {
    if (this.held.length === 0 && held.tryNow()) return;
    this.wait(held);
  }

  wait(held: Held): void {
    if (this.held.length === 0) this.sinceMs = performance.now();
    this.held.push(held);
    this.timer ??= setInterval(() => this.tryAll(), everyMs).unref();
  }

  private tryAll(): void {
    const waiting = this.held.filter(({ isGone }) => !isGone());
    const first = waiting.findIndex(({ tryNow }) => !tryNow());
    this.held = first < 0 ? [] : waiting.slice(first);
    if (this.held.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
