import {
  Fault,
  maxKeptPayloadBytes,
  type OriginalMessage,
  type Reading,
  telemetry,
} from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { batchId } from './batch-id.js';
import { HistorianSettings, Refusals } from './historian-settings.js';
import { Flow } from './journaled/flow.js';
import type { WrittenBatch } from './journaled/batch-writer.js';

/** What of a telemetry batch is not taken. */
export interface RefusedReadings {
  readonly source: string;
  readonly readings: readonly Reading[];
  readonly messages?: readonly OriginalMessage[];
  /** UTC epoch ms. */
  readonly sentAtMs: number;
}

/** Of the JSON around readings and originals. */
const frameBytes = 300;

/** Sends parts of telemetry to quarantine as batches of their own, so that they can be played again after a fix. */
@Injectable()
export class ReplayableRefusals {
  constructor(
    private readonly refusals: Refusals,
    private readonly flow: Flow,
    private readonly settings: HistorianSettings,
  ) {}

  refuse({ source, readings, messages = [], sentAtMs }: RefusedReadings, fault: Fault): void {
    const receivedAtMs = this.settings.now();
    for (const part of partsOf(readings, messages)) {
      const text = JSON.stringify({ batch: batchId(receivedAtMs), sentAtMs, ...part });
      this.flow.refusals += 1;
      this.refusals.refuse({ topic: telemetry.topic({ source }), text, receivedAtMs }, fault);
    }
  }

  /** What the store will never take as it is. */
  refuseStored(written: readonly WrittenBatch[]): void {
    for (const { one, outcome } of written) {
      const byReason = Map.groupBy(outcome.refused ?? [], ({ reason }) => reason);
      for (const [reason, parts] of byReason) {
        const readings = parts.flatMap(({ reading }) => reading ?? []);
        const messages = parts.flatMap(({ message }) => message ?? []);
        const source = one.batch.id?.source ?? 'historian';
        const sentAtMs = readings[0]?.receivedAtMs ?? messages[0]?.receivedAtMs ?? this.settings.now();
        this.refuse({ source, readings, messages, sentAtMs }, new Fault('history.refused', reason));
      }
    }
  }
}

interface Part {
  readings: Reading[];
  messages: OriginalMessage[];
}

/** Pieces that quarantine keeps whole. */
function partsOf(readings: readonly Reading[], messages: readonly OriginalMessage[]): Part[] {
  const parts: Part[] = [];
  let bytes = Infinity;
  const partFor = (item: object): Part => {
    const more = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes + more > maxKeptPayloadBytes) {
      parts.push({ readings: [], messages: [] });
      bytes = frameBytes;
    }
    bytes += more;
    return parts.at(-1)!;
  };
  for (const reading of readings) partFor(reading).readings.push(reading);
  for (const message of messages) partFor(message).messages.push(message);
  return parts;
}
