import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import type { TimeBounds } from './event-time.js';
import { HistorianSettings } from './historian-settings.js';
import type { JournaledBatch } from './journaled/journal-record.js';
import { JournaledHistory } from './journaled/journaled-history.js';
import { RetiredDevices } from './retired-devices.js';
import { StoredMarks } from './stored-marks.js';

/** The one way into the history: without retired devices, and those who wait for a reading are told. */
@Injectable()
export class HistoryRecorder {
  constructor(
    private readonly history: JournaledHistory,
    private readonly retired: RetiredDevices,
    private readonly marks: StoredMarks,
    private readonly settings: HistorianSettings,
  ) {}

  /** Resolves when all batches are durable. Faults: `history.full`, `history.unavailable`. */
  async append(batches: readonly JournaledBatch[]): Promise<void> {
    const kept = batches.map((batch) => this.withoutRetired(batch)).filter(hasContent);
    if (kept.length === 0) return;
    await this.history.append(kept);
    for (const { readings } of kept) this.marks.appended(readings);
  }

  /** Which event times are believed at this moment. */
  timeBounds(): TimeBounds {
    const { config, now } = this.settings;
    return {
      oldestMs: Date.parse(config.HISTORY_OLDEST),
      newestMs: now() + config.HISTORY_MAX_AHEAD_S * 1_000,
    };
  }

  private withoutRetired(batch: JournaledBatch): JournaledBatch {
    const readings = this.retired.without<Reading>(batch.readings);
    const messages = this.retired.without<OriginalMessage>(batch.messages);
    const isWhole = readings.length === batch.readings.length && messages.length === batch.messages.length;
    return isWhole ? batch : { ...batch, readings, messages, text: undefined };
  }
}

const hasContent = ({ readings, messages }: JournaledBatch): boolean =>
  readings.length > 0 || messages.length > 0;
