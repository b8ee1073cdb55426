import { maxBatchBytes, type Reading, telemetry, type TelemetryBatch } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { IngestSettings } from './ingest-settings.js';
import { risingIds } from './rising-id.js';
import { grouped, textOfBatch, type TelemetryPart } from './telemetry-parts.js';

const source = 'ingest'; // the one instance that owns registry and quarantine

/** A batch as it is sent, and sent again. */
export interface PackedBatch {
  readonly text: string;
  readonly readings: readonly Reading[];
}

/** Sends what devices said into the telemetry stream. */
@Injectable()
export class TelemetryOutlet {
  readonly #nextBatch: () => string;
  #waiting = 0;

  constructor(
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {
    this.#nextBatch = risingIds(settings.now);
  }

  /** Batches that the broker has not confirmed yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Batches below the size limit, in order, each with an id of its own. */
  pack(parts: readonly TelemetryPart[]): PackedBatch[] {
    const sentAtMs = this.settings.now();
    return grouped(parts, maxBatchBytes).map((group) => ({
      text: textOfBatch(group, this.#nextBatch(), sentAtMs),
      readings: group.flatMap(({ readings }) => readings),
    }));
  }

  /** Resolves when the broker has confirmed all of them. Faults: those of {@link MessagingClient.publish}. */
  async send(batches: readonly PackedBatch[]): Promise<void> {
    await Promise.all(batches.map(({ text }) => this.#publish(text)));
  }

  /** Sends a batch of an earlier time once more, as a new one. */
  async sendAgain(batch: TelemetryBatch): Promise<void> {
    await this.#publish(
      JSON.stringify({ ...batch, batch: this.#nextBatch(), sentAtMs: this.settings.now() }),
    );
  }

  async #publish(text: string): Promise<void> {
    this.#waiting += 1;
    try {
      await this.client.publishText(telemetry, { source }, text);
    } finally {
      this.#waiting -= 1;
    }
  }
}
