import { batteryReported, batteryStatus, type DeviceSequence, sensorReported } from '@kilowatch/contracts';
import { readBatteryReport, readSensorReading } from '@kilowatch/dialects';
import type { Received } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import type { Arrival } from './arrival.js';
import { IngestSettings } from './ingest-settings.js';

/** Numbers what a device says at the same time of receipt. */
export type Positions = (device: string, receivedAtMs: number) => number;

/** What device messages say, each kind by its dialect. */
@Injectable()
export class DeviceReports {
  readonly #maxAheadMs: number;

  constructor(private readonly settings: IngestSettings) {
    this.#maxAheadMs = settings.config.INGEST_MAX_AHEAD_S * 1_000;
  }

  sensorReading(received: Received<typeof sensorReported>, positions: Positions): Arrival {
    const { body, address, receivedAtMs, isRetained } = received;
    const result = readSensorReading(body, {
      id: address.id,
      type: address.type,
      receivedAtMs,
      nowMs: this.settings.now(),
      isRetained,
      position: (device) => positions(device, receivedAtMs),
      maxAheadMs: this.#maxAheadMs,
    });
    if (!result.isAccepted) return refused(received, result);
    const { device, reading, ownAtMs, sequence } = result;
    const aliveAtMs = isRetained ? earlier(ownAtMs, receivedAtMs) : receivedAtMs;
    return { received, device, receivedAtMs, aliveAtMs, isSpeaking: true, readings: [reading], sequence };
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
    if (!result.isAccepted) return refused(received, result);
    const { readings, sequence } = result;
    const ownAtMs = body.at === undefined ? undefined : Date.parse(body.at);
    const aliveAtMs = isRetained ? earlier(ownAtMs, receivedAtMs) : receivedAtMs;
    return { received, device, receivedAtMs, aliveAtMs, isSpeaking: true, readings, sequence };
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

const refused = (
  received: Received,
  { reason, sequence }: { readonly reason: string; readonly sequence: DeviceSequence | undefined },
): Arrival => ({
  received,
  device: '',
  receivedAtMs: received.receivedAtMs,
  aliveAtMs: undefined,
  isSpeaking: false,
  readings: [],
  sequence,
  refusal: reason,
});
