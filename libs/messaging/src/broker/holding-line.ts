/** Somebody who wants in. */
export interface Held {
  /** Goes in when there is room, and says whether. */
  readonly tryNow: () => boolean;
  /** It need not be tried any more. */
  readonly isGone: () => boolean;
}

const everyMs = 100;

/** Who finds no room waits in the order of arrival, and tries again from time to time. */
export class HoldingLine {
  private held: Held[] = [];
  private readonly arrivals = new WeakMap<Held, number>();
  private arrived = 0;
  private isProbing = false;
  private timer: NodeJS.Timeout | undefined;
  private sinceMs = 0;

  /** How long somebody has been waiting; 0 when nobody is. */
  waitingMs(nowMs: number): number {
    return this.held.length > 0 ? nowMs - this.sinceMs : 0;
  }

  /** Goes in at once, unless others wait or there is no room. */
  pass(held: Held): void {
    this.arrivals.set(held, this.arrived++);
    if (this.held.length > 0 || !held.tryNow()) this.wait(held);
  }

  /** It was let in, and there was no room after all: from now on one at a time is tried, until one gets through. */
  refused(held: Held): void {
    this.isProbing = true;
    this.wait(held);
  }

  /** One got through. */
  gotThrough(): void {
    this.isProbing = false;
  }

  private wait(held: Held): void {
    if (this.held.length === 0 && this.timer === undefined) this.sinceMs = performance.now();
    const before = this.held.findLastIndex((other) => this.arrivalOf(other) < this.arrivalOf(held));
    this.held.splice(before + 1, 0, held);
    this.timer ??= setInterval(() => this.tryAll(), everyMs).unref();
  }

  private arrivalOf(held: Held): number {
    return this.arrivals.get(held) ?? 0;
  }

  private tryAll(): void {
    const waiting = this.held.filter(({ isGone }) => !isGone());
    if (waiting.length === 0) return this.rest();
    const most = this.isProbing ? 1 : waiting.length;
    const turnedAway = waiting.slice(0, most).findIndex(({ tryNow }) => !tryNow());
    this.held = waiting.slice(turnedAway < 0 ? most : turnedAway);
  }

  private rest(): void {
    this.held = [];
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
