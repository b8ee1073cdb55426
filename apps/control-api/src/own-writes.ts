import { type LegacyBatteryMetric, legacyBattery, type ReadingMark } from '@kilowatch/contracts';
import { Clock } from './clock.js';

/**
 * What this process has confirmed to somebody and the historian may not have seen yet: queries wait for it, so that a GET
 * that starts after a 200 sees that write. Old entries are dropped: by then it was seen, or never will be.
 */
export class OwnWrites {
  private readonly newest = new Map<LegacyBatteryMetric, { atMs: number; confirmedAtMs: number }>();

  /** @param freshMs how long a write is waited for */
  constructor(
    private readonly clock: Clock,
    private readonly freshMs: number,
  ) {}

  /** Remembers a confirmed command; `atMs` is the time that its message carries. */
  confirm(metric: LegacyBatteryMetric, atMs: number): void {
    const nowMs = this.clock.now();
    const known = this.newest.get(metric);
    const isAnsweredLate = known && known.atMs > atMs && known.confirmedAtMs <= nowMs; // else the clock was set back
    if (!isAnsweredLate) this.newest.set(metric, { atMs, confirmedAtMs: nowMs });
  }

  /** For the `after` of a query on this device. */
  marksOf(device: string): ReadingMark[] {
    if (device !== legacyBattery) return [];
    const nowMs = this.clock.now();
    return [...this.newest]
      .filter(([, { confirmedAtMs }]) => Math.abs(nowMs - confirmedAtMs) <= this.freshMs)
      .map(([metric, { atMs }]) => ({ device, metric, atMs }));
  }
}
