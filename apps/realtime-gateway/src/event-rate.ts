const windowMs = 1_000;
/** Times the allowed rate that make a flood. */
const floodFactor = 10;

/** `over` is said once per second, the rest of that second is `ignored`. */
export type RateVerdict = 'fine' | 'over' | 'ignored' | 'flood';

/** Counts what one socket sends in windows of a second. */
export class EventRate {
  private windowStartMs = -Infinity;
  private events = 0;

  constructor(private readonly perSecond: number) {}

  take(nowMs: number): RateVerdict {
    if (nowMs - this.windowStartMs >= windowMs || nowMs < this.windowStartMs) {
      this.windowStartMs = nowMs;
      this.events = 0;
    }
    this.events += 1;
    if (this.events <= this.perSecond) return 'fine';
    if (this.events > this.perSecond * floodFactor) return 'flood';
    return this.events === this.perSecond + 1 ? 'over' : 'ignored';
  }
}
