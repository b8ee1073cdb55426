import { Fault } from '@kilowatch/contracts';
import { hasEmbeddedBroker } from '@kilowatch/service-kit';
import { Injectable } from '@nestjs/common';
import { HistorianSettings } from './historian-settings.js';

/** What is off within this time after the last that was belongs to the same wrong clock. */
const sameClockMs = 60_000;

/** Whether our clock and that of a sender agree: with a wrong one of ours, everything true would look impossible. */
@Injectable()
export class ClockAgreement {
  /** Since when telemetry has been waiting for clocks that agree, and when some was seen last; of the process's own monotonic clock. */
  private waitingSinceMs = 0;
  private seenOffAtMs = -Infinity;

  constructor(private readonly settings: HistorianSettings) {}

  /**
   * Fault: `history.unavailable` while the sender's clock says that it is later than ours, by less than HISTORY_CLOCK_OFF_H and for
   * at most HISTORY_CLOCK_WAIT_S, whatever else comes meanwhile: one of the two is wrong. What is not acknowledged waits at the
   * broker. Behind the embedded one everybody has the same clock.
   */
  assert(sender: string, sentAtMs: number): void {
    const { config, now } = this.settings;
    if (hasEmbeddedBroker(config)) return;
    const aheadS = Math.round((sentAtMs - now()) / 1_000);
    const isOff = aheadS > config.HISTORY_MAX_AHEAD_S && aheadS <= config.HISTORY_CLOCK_OFF_H * 3_600;
    if (!isOff) return;
    const nowMs = performance.now();
    if (nowMs - this.seenOffAtMs > sameClockMs) this.waitingSinceMs = nowMs;
    this.seenOffAtMs = nowMs;
    if (nowMs - this.waitingSinceMs > config.HISTORY_CLOCK_WAIT_S * 1_000) return;
    throw new Fault(
      'history.unavailable',
      `The clock of the historian is ${aheadS} s behind that of ${sender}, whose telemetry waits at the broker: set the clocks`,
    );
  }
}
