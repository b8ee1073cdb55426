import { type Reading, telemetry } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ClockAgreement } from './clock-agreement.js';
import { implausibleTime, isPlausible, type TimeBounds } from './event-time.js';
import { HistoryRecorder } from './history-recorder.js';
import type { JournaledBatch } from './journaled/journal-record.js';
import { StoredAcknowledgements } from './stored-acknowledgements/stored-acknowledgements.js';
import { TelemetryAccount } from './telemetry-account.js';

const { OnBatch } = handlersOf('historian');

type Telemetry = Received<typeof telemetry>;

/** Takes the telemetry stream; the broker has its acknowledgement when it is durable. */
@Controller()
export class TelemetryRecorder {
  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly clocks: ClockAgreement,
    private readonly account: TelemetryAccount,
    private readonly acknowledgements: StoredAcknowledgements,
  ) {}

  @OnBatch(telemetry, { isPersistent: true })
  async record(@Payload() arrived: readonly Telemetry[]): Promise<void> {
    for (const { address, body } of arrived) this.clocks.assert(address.source, body.sentAtMs);
    const bounds = this.recorder.timeBounds();
    const sorted = arrived.map((received) => ({ received, ...split(received, bounds) }));
    await this.recorder.append(sorted.map(({ batch }) => batch));
    for (const { received, impossible } of sorted) {
      const [first] = impossible;
      const fault = first && implausibleTime(first, bounds, impossible.length);
      this.account.taken(received, impossible, fault);
      this.acknowledgements.journalled(received.body.sequences ?? []);
    }
  }
}

/** Readings of impossible times are taken out of the batch: the others do not suffer for them. */
function split(
  { address, body, text }: Telemetry,
  bounds: TimeBounds,
): { batch: JournaledBatch; impossible: readonly Reading[] } {
  const { readings, messages } = body;
  const id = { source: address.source, batch: body.batch };
  if (readings.every((reading) => isPlausible(reading, bounds)))
    return { batch: { id, readings, messages, text: { form: 'batch', json: text } }, impossible: [] };
  return {
    batch: { id, readings: readings.filter((reading) => isPlausible(reading, bounds)), messages },
    impossible: readings.filter((reading) => !isPlausible(reading, bounds)),
  };
}
