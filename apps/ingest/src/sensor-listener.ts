import { sensorReported } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ArrivalPositions } from './arrival-positions.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceReports } from './device-reports.js';

const { OnBatch } = handlersOf('ingest');

/** Hears sensors: `sensors/{id}/{type}`. */
@Controller()
export class SensorListener {
  readonly #positions = new ArrivalPositions();

  constructor(
    private readonly intake: DeviceIntake,
    private readonly reports: DeviceReports,
  ) {}

  @OnBatch(sensorReported, { isPersistent: true, atOnce: 4 })
  async readings(@Payload() batch: readonly Received<typeof sensorReported>[]): Promise<void> {
    await this.intake.take(batch, (received) => this.reports.sensorReading(received, this.#positions.next));
  }
}
