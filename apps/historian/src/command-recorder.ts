import { readLegacyCommand } from '@kilowatch/compat';
import { chargeCommanded, type Direction, dischargeCommanded, Fault } from '@kilowatch/contracts';
import type { HistoryBatch } from '@kilowatch/history-store';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { implausibleTime, isPlausible } from './event-time.js';
import { Refusals } from './historian-settings.js';
import { HistoryRecorder } from './history-recorder.js';
import { Flow } from './journaled/flow.js';

const { OnBatch } = handlersOf('historian');

type Charge = Received<typeof chargeCommanded>;
type Discharge = Received<typeof dischargeCommanded>;

/** Records what is commanded on the battery's topics, whoever published it, as kW. */
@Controller()
export class CommandRecorder {
  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly refusals: Refusals,
    private readonly flow: Flow,
  ) {}

  @OnBatch(chargeCommanded, { isPersistent: true })
  async charge(@Payload() arrived: readonly Charge[]): Promise<void> {
    await this.record('charge', arrived);
  }

  @OnBatch(dischargeCommanded, { isPersistent: true })
  async discharge(@Payload() arrived: readonly Discharge[]): Promise<void> {
    await this.record('discharge', arrived);
  }

  private async record(direction: Direction, arrived: readonly (Charge | Discharge)[]): Promise<void> {
    const read = arrived.map((received) => ({ received, is: this.batchOf(direction, received) }));
    await this.recorder.append(read.flatMap(({ is }) => (is instanceof Fault ? [] : [is])));
    this.flow.received += read.length;
    this.flow.readings += read.length;
    for (const { received, is } of read) if (is instanceof Fault) this.refuse(received, is);
  }

  private refuse(received: Charge | Discharge, fault: Fault): void {
    this.flow.quarantined += 1;
    this.flow.refusals += 1;
    this.refusals.refuse(received, fault);
  }

  /** One batch per command: the store numbers commands of the same time, and knows those that are delivered again. */
  private batchOf(direction: Direction, received: Charge | Discharge): HistoryBatch | Fault {
    try {
      return { readings: [this.readingOf(direction, received)], messages: [], ...numbering(received) };
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  private readingOf(direction: Direction, { body, receivedAtMs, isRetained }: Charge | Discharge) {
    if (isRetained) throw retained;
    const reading = readLegacyCommand(direction, body as never, { receivedAtMs, ordinal: 0 });
    const bounds = this.recorder.timeBounds();
    if (!isPlausible(reading, bounds)) throw implausibleTime(reading, bounds);
    return reading;
  }
}

const retained = new Fault(
  'message.retained-command',
  'A retained command is ignored: it would be obeyed again at every reconnection. Publish it without the retain flag',
);

const numbering = ({ isDuplicate }: Received): Pick<HistoryBatch, 'ordinals' | 'isRedelivered'> => ({
  ordinals: 'next',
  isRedelivered: isDuplicate,
});
