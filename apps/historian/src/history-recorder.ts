import { Fault, type OriginalMessage, type Reading } from '@kilowatch/contracts';
import { type AppendOutcome, type HistoryBatch, HistoryStore } from '@kilowatch/history-store';
import { hasEmbeddedBroker } from '@kilowatch/service-kit';
import { Injectable } from '@nestjs/common';
import type { TimeBounds } from './event-time.js';
import { HistorianSettings } from './historian-settings.js';
import { RetiredDevices } from './retired-devices.js';
import { StoredMarks } from './stored-marks.js';

/** The one way into the store: without retired devices, and those who wait for a reading are told. */
@Injectable()
export class HistoryRecorder {
  /** Since when telemetry has been waiting for clocks that agree; of the process's own monotonic clock. */
  private waitingSinceMs: number | undefined;

  constructor(
    private readonly store: HistoryStore,
    private readonly retired: RetiredDevices,
    private readonly marks: StoredMarks,
    private readonly settings: HistorianSettings,
  ) {}

  /** Resolves when all batches are durable, in one step. Fault: `history.unavailable`. */
  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    if (batches.length === 0) return [];
    const kept = batches.map((batch) => ({
      ...batch,
      readings: this.retired.without<Reading>(batch.readings),
      messages: this.retired.without<OriginalMessage>(batch.messages),
    }));
    const outcomes = await this.store.append(kept);
    for (const { readings } of kept) this.marks.appended(readings);
    return outcomes;
  }

  /**
   * Fault: `history.unavailable` while the sender's clock says that it is later than ours, by less than HISTORY_CLOCK_OFF_H and for
   * at most HISTORY_CLOCK_WAIT_S: one of the two is wrong, and with ours everything true would look impossible. What is not
   * acknowledged waits at the broker. Behind the embedded one everybody has the same clock.
   */
  assertClocksAgree(sender: string, sentAtMs: number): void {
    const { config, now } = this.settings;
    if (hasEmbeddedBroker(config)) return;
    const aheadS = Math.round((sentAtMs - now()) / 1_000);
    const isOff = aheadS > config.HISTORY_MAX_AHEAD_S && aheadS <= config.HISTORY_CLOCK_OFF_H * 3_600;
    if (!isOff) return void (this.waitingSinceMs = undefined);
    this.waitingSinceMs ??= performance.now();
    if (performance.now() - this.waitingSinceMs > config.HISTORY_CLOCK_WAIT_S * 1_000) return;
    throw new Fault(
      'history.unavailable',
      `The clock of the historian is ${aheadS} s behind that of ${sender}, whose telemetry waits at the broker: set the clocks`,
    );
  }

  /** Which event times are believed at this moment. */
  timeBounds(): TimeBounds {
    const { config, now } = this.settings;
    return {
      oldestMs: Date.parse(config.HISTORY_OLDEST),
      newestMs: now() + config.HISTORY_MAX_AHEAD_S * 1_000,
    };
  }
}
