import { maxBatchBytes, telemetry, type TelemetryBatch } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { IngestSettings } from './ingest-settings.js';
import { risingIds } from './rising-id.js';
import { grouped, type TelemetryPart } from './telemetry-parts.js';

const source = 'ingest'; // the one instance that owns registry and quarantine

/** Sends what devices said into the telemetry stream. */
@Injectable()
export class TelemetryOutlet {
  readonly #nextBatch: () => string;

  constructor(
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {
    this.#nextBatch = risingIds(settings.now);
  }

  /** Batches below the size limit, in order, each with an id of its own. */
  pack(parts: readonly TelemetryPart[]): TelemetryBatch[] {
    const sentAtMs = this.settings.now();
    return grouped(parts, maxBatchBytes).map((group) => ({
      batch: this.#nextBatch(),
      sentAtMs,
      readings: group.flatMap(({ readings }) => readings),
      messages: group.map(({ message }) => message),
    }));
  }

  /** Resolves when the broker has confirmed all of them. Faults: those of {@link MessagingClient.publish}. */
  async send(batches: readonly TelemetryBatch[]): Promise<void> {
    await Promise.all(batches.map((batch) => this.client.publish(telemetry, { source }, batch)));
  }
}
