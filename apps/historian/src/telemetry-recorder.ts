import { telemetry } from '@kilowatch/contracts';
import type { HistoryBatch } from '@kilowatch/history-store';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { implausibleTime, isPlausible } from './event-time.js';
import { Refusals } from './historian-settings.js';
import { HistoryRecorder } from './history-recorder.js';

const { OnBatch } = handlersOf('historian');

/** Stores the telemetry stream; the broker has its acknowledgement when it is durable. */
@Controller()
export class TelemetryRecorder {
  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly refusals: Refusals,
  ) {}

  @OnBatch(telemetry, { isPersistent: true })
  async record(@Payload() arrived: readonly Received<typeof telemetry>[]): Promise<void> {
    for (const { address, body } of arrived) this.recorder.assertClocksAgree(address.source, body.sentAtMs);
    await this.recorder.append(arrived.map((received) => this.batchOf(received)));
  }

  /** The batch without readings of impossible times: they are refused, the others do not suffer for it. */
  private batchOf(received: Received<typeof telemetry>): HistoryBatch {
    const { address, body } = received;
    const bounds = this.recorder.timeBounds();
    const readings = body.readings.filter((reading) => isPlausible(reading, bounds));
    const count = body.readings.length - readings.length;
    const first = body.readings.find((reading) => !isPlausible(reading, bounds));
    if (first) this.refusals.refuse(received, implausibleTime(first, bounds, count));
    return { id: { source: address.source, batch: body.batch }, readings, messages: body.messages };
  }
}
