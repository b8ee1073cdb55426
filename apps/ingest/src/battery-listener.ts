import { batteryReported, batteryStatus } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ArrivalPositions } from './arrival-positions.js';
import { DeviceIntake } from './device-intake.js';
import { BatteryReports } from './battery-reports.js';

const { OnBatch } = handlersOf('ingest');

/** Hears batteries: `batteries/{id}/state` and `/status`. */
@Controller()
export class BatteryListener {
  readonly #positions = new ArrivalPositions();

  constructor(
    private readonly intake: DeviceIntake,
    private readonly reports: BatteryReports,
  ) {}

  @OnBatch(batteryReported, { isPersistent: true, atOnce: 4 })
  async states(@Payload() batch: readonly Received<typeof batteryReported>[]): Promise<void> {
    await this.intake.take(batch, (received) => [this.reports.batteryReport(received, this.#positions.next)]);
  }

  @OnBatch(batteryStatus, { isPersistent: true })
  async statuses(@Payload() batch: readonly Received<typeof batteryStatus>[]): Promise<void> {
    await this.intake.take(batch, (received) => [this.reports.batteryStatus(received)]);
  }
}
