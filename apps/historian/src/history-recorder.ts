import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import { type AppendOutcome, type HistoryBatch, HistoryStore } from '@kilowatch/history-store';
import { Injectable } from '@nestjs/common';
import type { TimeBounds } from './event-time.js';
import { HistorianSettings } from './historian-settings.js';
import { RetiredDevices } from './retired-devices.js';
import { StoredMarks } from './stored-marks.js';

/** The one way into the store: without retired devices, and those who wait for a reading are told. */
@Injectable()
export class HistoryRecorder {
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

  /** Which event times are believed at this moment. */
  timeBounds(): TimeBounds {
    const { config, now } = this.settings;
    return {
      oldestMs: Date.parse(config.HISTORY_OLDEST),
      newestMs: now() + config.HISTORY_MAX_AHEAD_S * 1_000,
    };
  }
}
