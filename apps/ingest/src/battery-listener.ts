import { batteryReported, batteryStatus } from '@kilowatch/contracts';
import { readBatteryReport } from '@kilowatch/dialects';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ArrivalPositions } from './arrival-positions.js';
import { type Arrival, DeviceIntake } from './device-intake.js';
import { IngestSettings } from './ingest-settings.js';

const { OnBatch } = handlersOf('ingest');

/** Hears batteries: `batteries/{id}/state` and `/status`. */
@Controller()
export class BatteryListener {
  readonly #positions = new ArrivalPositions();

  constructor(
    private readonly intake: DeviceIntake,
    private readonly settings: IngestSettings,
  ) {}

  @OnBatch(batteryReported, { isPersistent: true })
  async reports(@Payload() batch: readonly Received<typeof batteryReported>[]): Promise<void> {
    await this.intake.take(batch, (received) => this.#reportArrival(received));
  }

  @OnBatch(batteryStatus, { isPersistent: true })
  async statuses(@Payload() batch: readonly Received<typeof batteryStatus>[]): Promise<void> {
    await this.intake.take(batch, statusArrival);
  }

  #reportArrival(received: Received<typeof batteryReported>): Arrival {
    const { body, address, receivedAtMs, isRetained } = received;
    const device = `battery:${address.id}`;
    const result = readBatteryReport(body, {
      nativeId: address.id,
      receivedAtMs,
      isRetained,
      position: this.#positions.next(device, receivedAtMs),
      maxAheadMs: this.settings.config.INGEST_MAX_AHEAD_S * 1_000,
    });
    if (!result.isAccepted)
      return {
        received,
        device,
        aliveAtMs: undefined,
        isSpeaking: false,
        readings: [],
        refusal: result.reason,
      };
    const reportedAtMs = body.at === undefined ? undefined : Math.min(Date.parse(body.at), receivedAtMs);
    return {
      received,
      device,
      aliveAtMs: isRetained ? reportedAtMs : receivedAtMs,
      isSpeaking: true,
      readings: result.readings,
    };
  }
}

const statusArrival = (received: Received<typeof batteryStatus>): Arrival => ({
  received,
  device: `battery:${received.address.id}`,
  aliveAtMs: received.body === 'online' && !received.isRetained ? received.receivedAtMs : undefined,
  isSpeaking: received.body === 'online',
  connection: received.body,
  readings: [],
});
