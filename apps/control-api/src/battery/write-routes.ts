import { readWriteBody } from '@kilowatch/compat';
import {
  type Direction,
  historyWrite,
  postWrite,
  postWriteCharge,
  postWriteDischarge,
} from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Route } from '@kilowatch/service-kit';
import { Body, Controller } from '@nestjs/common';
import { Clock } from '../clock.js';
import { inPredecessorsWords } from './in-predecessors-words.js';

interface Written {
  readonly message: 'Data written successfully';
}

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
    const stored = this.messaging.request(historyWrite, {}, { readings: [reading] });
    await inPredecessorsWords('Failed to write data', stored);
    return { message: 'Data written successfully' };
  }
}
