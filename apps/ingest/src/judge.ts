import type { DeviceKind, Reading } from '@kilowatch/contracts';
import { QualityJudge } from '@kilowatch/domain';
import { Injectable } from '@nestjs/common';
import { IngestSettings } from './ingest-settings.js';

/** Says what readings are worth of which nobody has said so yet. */
@Injectable()
export class Judge {
  readonly #judge: QualityJudge;

  constructor({ config }: IngestSettings) {
    this.#judge = new QualityJudge({
      series: config.INGEST_SERIES,
      frozenAfterMs: config.INGEST_FROZEN_S * 1_000,
      aheadMs: config.INGEST_SUSPECT_AHEAD_S * 1_000,
    });
  }

  judge(readings: readonly Reading[], kind: DeviceKind, receivedAtMs: number): void {
    for (const reading of readings) {
      if (reading.quality) continue;
      const quality = this.#judge.judge(reading, kind, receivedAtMs);
      if (quality) reading.quality = quality;
    }
  }
}
