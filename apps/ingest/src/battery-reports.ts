import { batteryReported, batteryStatus } from '@kilowatch/contracts';
import { readBatteryReport } from '@kilowatch/dialects';
import type { Received } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { type Arrival, refusedArrival } from './arrival.js';
import { IngestSettings } from './ingest-settings.js';
import { Judge } from './judge.js';
import type { Positions } from './traffic-reports.js';

/** What batteries say in the words that we ask of them. */
@Injectable()
export class BatteryReports {
  readonly #maxAheadMs: number;

  constructor(
    private readonly settings: IngestSettings,
    private readonly judge: Judge,
  ) {
    this.#maxAheadMs = settings.config.INGEST_MAX_AHEAD_S * 1_000;
  }

  batteryReport(received: Received<typeof batteryReported>, positions: Positions): Arrival {
    const { body, address, receivedAtMs, isRetained } = received;
    const device = `battery:${address.id}`;
    const result = readBatteryReport(body, {
      nativeId: address.id,
      receivedAtMs,
      nowMs: this.settings.now(),
      isRetained,
      position: positions(device, receivedAtMs),
      maxAheadMs: this.#maxAheadMs,
    });
    if (!result.isAccepted) return refusedArrival(received, result.reason, result.sequence);
    const { readings, sequence } = result;
    this.judge.judge(readings, 'battery', receivedAtMs);
    const ownAtMs = body.at === undefined ? undefined : Date.parse(body.at);
    const aliveAtMs = isRetained ? earlier(ownAtMs, receivedAtMs) : receivedAtMs;
    return {
      ...{ received, device, receivedAtMs, aliveAtMs, ownAtMs, isSpeaking: true },
      ...{ readings, sequence, dialect: 'batteries' },
    };
  }

  batteryStatus(received: Received<typeof batteryStatus>): Arrival {
    const { body, address, receivedAtMs, isRetained } = received;
    return {
      received,
      device: `battery:${address.id}`,
      receivedAtMs,
      aliveAtMs: body === 'online' && !isRetained ? receivedAtMs : undefined,
      isSpeaking: body === 'online',
      connection: body,
      readings: [],
    };
  }
}

const earlier = (ownAtMs: number | undefined, receivedAtMs: number): number | undefined =>
  ownAtMs === undefined ? undefined : Math.min(ownAtMs, receivedAtMs);
