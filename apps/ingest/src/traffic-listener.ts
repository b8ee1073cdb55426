import { deviceTraffic, openTraffic, sensorTraffic } from '@kilowatch/contracts';
import { handlersOf, type ReceivedBytes } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { DeviceIntake } from './device-intake.js';
import { TrafficReports } from './traffic-reports.js';

const { OnTraffic } = handlersOf('ingest');

type Batch = readonly ReceivedBytes[];

/** Hears every device that speaks in words of its own. What a person has named topics for comes first. */
@Controller()
export class TrafficListener {
  constructor(
    private readonly intake: DeviceIntake,
    private readonly reports: TrafficReports,
  ) {}

  @OnTraffic(sensorTraffic, { atOnce: 4 })
  async sensors(@Payload() batch: Batch): Promise<void> {
    await this.#take(batch);
  }

  @OnTraffic(deviceTraffic, { atOnce: 4 })
  async devices(@Payload() batch: Batch): Promise<void> {
    await this.#take(batch);
  }

  @OnTraffic(openTraffic, { atOnce: 4 })
  async open(@Payload() batch: Batch): Promise<void> {
    await this.#take(batch);
  }

  #take(batch: Batch): Promise<void> {
    return this.intake.take(batch, (received) => this.reports.read(received));
  }
}
