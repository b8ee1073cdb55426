import { setTimeout as pause } from 'node:timers/promises';
import {
  type Fault,
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

const mostReason = 2_000;
const mostPreview = 1_024;
/** Of an original that is larger, quarantine gets the preview only: see `refusedPayload`. */
const mostPayload = 2 * maxKeptPayloadBytes;
const retryMs = 1_000;
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

  /** Readings of a message: the broker has its acknowledgement when they are kept. */
  refuse(refused: RefusedReadings, fault: Fault): void {
    const receivedAtMs = this.settings.now();
    for (const text of textsOf(refused, receivedAtMs)) {
      this.flow.refusals += 1;
      this.refusals.refuse({ topic: topicOf(refused), text, receivedAtMs }, fault);
    }
  }

  /** What the store will never take as it is. Resolves when it is kept, however long the broker is away. */
  async refuseStored(written: readonly WrittenBatch[]): Promise<void> {
    for (const { one, outcome } of written) {
      for (const [reason, parts] of Map.groupBy(outcome.refused ?? [], (part) => part.reason)) {
        const readings = parts.flatMap(({ reading }) => reading ?? []);
        const messages = parts.flatMap(({ message }) => message ?? []);
        const source = one.batch.id?.source ?? 'historian';
        const atMs = readings[0]?.receivedAtMs ?? messages[0]?.receivedAtMs ?? this.settings.now();
        const refused = { source, readings, messages, sentAtMs: atMs };
        for (const text of textsOf(refused, atMs)) await this.keep(topicOf(refused), text, reason, atMs);
      }
    }
  }

  private async keep(topic: string, text: string, reason: string, atMs: number): Promise<void> {
    const entry = {
      ...{ service: 'historian' as const, origin: `mqtt:${topic}`, code: 'history.refused' as const },
      ...{ reason: reason.slice(0, mostReason), atMs, bytes: Buffer.byteLength(text) },
      preview: text.slice(0, mostPreview),
      ...(text.length <= mostPayload && { payload: { encoding: 'utf8' as const, data: text } }),
    };
    this.settings.log.warn({ origin: entry.origin, bytes: entry.bytes }, `The store refuses: ${reason}`);
    for (let isKept = false; !isKept;) {
      isKept = await this.refusals.keep(entry).then(
        () => true,
        () => pause(retryMs, false, { ref: false }),
      );
    }
  }
}

const topicOf = ({ source }: RefusedReadings): string => telemetry.topic({ source });

const textsOf = ({ readings, messages = [], sentAtMs }: RefusedReadings, atMs: number): string[] =>
  partsOf(readings, messages).map((part) => JSON.stringify({ batch: batchId(atMs), sentAtMs, ...part }));

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
