import type { HistoryLimits } from '../history-limits.js';
import type { HotLog } from './hot-log.js';
import type { HotPoints } from './hot-points.js';
import type { HousekeepingTask } from './housekeeping.js';
import type { Transactions } from './transactions.js';

/** One round: every series that has hot points is sealed, then the log is released up to where it was at the beginning. */
interface Round {
  readonly through: number;
  readonly series: number[];
}

/** Entries of the log that are deleted at once. */
const releasedAtOnce = 2_000;
/** Time that the series of one transaction take to be sealed. */
const stepMs = 8;

/** Moves hot points into chunks when they are many or old. What a crash interrupts is done again: each step is one transaction. */
export class Sealing implements HousekeepingTask {
  readonly name = 'sealing';
  private round: Round | undefined;
  private nextRoundAtMs = 0;

  constructor(
    private readonly hot: HotPoints,
    private readonly log: HotLog,
    private readonly transactions: Transactions,
    private readonly limits: Pick<HistoryLimits, 'hotPoints' | 'sealAfterMs'>,
  ) {
    this.begun();
  }

  step(): boolean {
    if (!this.round && !this.isDue()) return false;
    this.round ??= { through: this.log.newest(), series: this.hot.series() };
    const { through, series } = this.round;
    if (series.length > 0) series.length -= this.transactions.run(() => this.sealSome(series));
    else if (this.transactions.run(() => this.log.release(through, releasedAtOnce)) === 0) this.end();
    return true;
  }

  private isDue(): boolean {
    if (this.hot.length >= this.limits.hotPoints / 2) return this.hot.length > 0;
    return this.hot.length > 0 && performance.now() >= this.nextRoundAtMs;
  }

  private end(): void {
    this.round = undefined;
    this.begun();
  }

  private begun(): void {
    this.nextRoundAtMs = performance.now() + this.limits.sealAfterMs;
  }

  /** Seals series from the end of the list; how many. */
  private sealSome(series: readonly number[]): number {
    const untilMs = performance.now() + stepMs;
    let sealed = 0;
    do this.hot.seal(series[series.length - ++sealed]!);
    while (sealed < series.length && performance.now() < untilMs);
    return sealed;
  }
}
