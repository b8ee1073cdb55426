export interface DrainPaceLimits {
  /** What waited may be written so many times as fast as new readings come … */
  readonly timesLive: number;
  /** … and at least at this rate, readings per second. */
  readonly leastPerS: number;
}

/** For the mean of the live rate. */
const horizonMs = 10_000;
/** So much may be caught up with at once. */
const burstMs = 1_000;

/** Bounds how fast a backlog is written, so that a store that has just come back is not overrun. Times are monotonic, in ms. */
export class DrainPace {
  private livePerS = 0;
  private arrivedSince = 0;
  private allowance: number;
  private lastMs: number;

  constructor(
    private readonly limits: DrainPaceLimits,
    nowMs: number,
  ) {
    this.lastMs = nowMs;
    this.allowance = limits.leastPerS;
  }

  get mostPerS(): number {
    return Math.max(this.limits.leastPerS, this.limits.timesLive * this.livePerS);
  }

  arrived(readings: number): void {
    this.arrivedSince += readings;
  }

  /** How many readings of the backlog may be written now. */
  allowed(nowMs: number): number {
    this.advance(nowMs);
    return Math.floor(this.allowance);
  }

  spent(readings: number): void {
    this.allowance -= readings;
  }

  /** How long until so many are allowed. */
  untilAllowedMs(readings: number, nowMs: number): number {
    this.advance(nowMs);
    const wanted = Math.min(readings, this.mostPerS * (burstMs / 1_000));
    return Math.max(0, ((wanted - this.allowance) / this.mostPerS) * 1_000);
  }

  private advance(nowMs: number): void {
    const pastMs = nowMs - this.lastMs;
    if (pastMs <= 0) return;
    const weight = 1 - Math.exp(-pastMs / horizonMs);
    this.livePerS += weight * ((this.arrivedSince * 1_000) / pastMs - this.livePerS);
    this.arrivedSince = 0;
    this.lastMs = nowMs;
    const most = this.mostPerS * (burstMs / 1_000);
    this.allowance = Math.min(most, this.allowance + (this.mostPerS * pastMs) / 1_000);
  }
}
