const mostAheadMs = 10;

/**
 * The times that commands carry. Each is later than the one before, so that of two commands in one millisecond it can be
 * told which is the newer; under a flood they stay within 10 ms of the clock and may then be equal.
 */
export class CommandTimes {
  private lastMs = -Infinity;

  /** @param nowMs UTC epoch ms */
  next(nowMs: number): number {
    this.lastMs = nowMs > this.lastMs ? nowMs : Math.min(this.lastMs + 1, nowMs + mostAheadMs);
    return this.lastMs;
  }
}
