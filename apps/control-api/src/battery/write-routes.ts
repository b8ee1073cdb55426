import { readWriteBody } from '@kilowatch/compat';
import {
  type Direction,
  Fault,
  historyRange,
  historyWrite,
  postWrite,
  postWriteCharge,
  postWriteDischarge,
  type Reading,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route } from '@kilowatch/service-kit';
import { Body, Controller } from '@nestjs/common';
import { Clock } from '../clock.js';
import { inPredecessorsWords } from './in-predecessors-words.js';

interface Written {
  readonly message: 'Data written successfully';
}

const mostValuesAtOneTime = 20;

/** `POST /writeCharge`, `/write` and `/writeDischarge`: values for the history that command nothing. */
@Controller()
export class WriteRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly clock: Clock,
  ) {}

  @Route(postWriteCharge)
  writeCharge(@Body() body: unknown): Promise<Written> {
    return this.write('charge', body);
  }

  @Route(postWrite)
  writeByOldName(@Body() body: unknown): Promise<Written> {
    return this.write('charge', body);
  }

  @Route(postWriteDischarge)
  writeDischarge(@Body() body: unknown): Promise<Written> {
    return this.write('discharge', body);
  }

  private async write(direction: Direction, body: unknown): Promise<Written> {
    const reading = readWriteBody(direction, body, this.clock.now());
    await inPredecessorsWords('Failed to write data', this.store(reading));
    return { message: 'Data written successfully' };
  }

  // The same value at the same time is one value, however often it is sent (a consumer of the command topics writes what
  // the historian has recorded already). Another value at that time is kept beside it, under the next free ordinal.
  private async store(reading: Reading): Promise<void> {
    for (let ordinal = 0; ordinal < mostValuesAtOneTime; ordinal++) {
      const { stored } = await this.messaging.request(
        historyWrite,
        {},
        { readings: [{ ...reading, ordinal }] },
      );
      if (stored > 0 || (await this.isKnown(reading))) return;
    }
    const time = new Date(reading.atMs).toISOString();
    throw new Fault('request.invalid', `There are ${mostValuesAtOneTime} other values at ${time} already`);
  }

  private async isKnown({ device, metric, atMs, value }: Reading): Promise<boolean> {
    const query = { device, metrics: [metric], fromMs: atMs, toMs: atMs + 1 };
    const { points } = await this.messaging.request(historyRange, {}, query);
    return points.some((point) => point.value === value);
  }
}
