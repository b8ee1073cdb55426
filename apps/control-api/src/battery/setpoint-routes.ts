import { randomUUIDv7 } from 'node:crypto';
import { readSetpointBody } from '@kilowatch/compat';
import {
  applySetpoint,
  type Direction,
  Fault,
  legacyBattery,
  postCharge,
  postDischarge,
  type RequestedPower,
  type SetpointPublished,
} from '@kilowatch/contracts';
import { decideSetpoint, notConfirmed } from '@kilowatch/domain';
import { MessagingClient } from '@kilowatch/messaging';
import { Route } from '@kilowatch/service-kit';
import { Body, Controller } from '@nestjs/common';
import { Clock } from '../clock.js';
import { OwnWrites } from '../own-writes.js';
import { Installation } from '../site/installation.js';

interface Published {
  readonly message: string;
  readonly commandId: string;
  readonly status: 'published';
}

/** `POST /charge` and `/discharge`: 200 means that the broker has confirmed the command. */
@Controller()
export class SetpointRoutes {
  constructor(
    private readonly messaging: MessagingClient,
    private readonly installation: Installation,
    private readonly ownWrites: OwnWrites,
    private readonly clock: Clock,
  ) {}

  @Route(postCharge)
  charge(@Body() body: unknown): Promise<Published> {
    return this.command('charge', body);
  }

  @Route(postDischarge)
  discharge(@Body() body: unknown): Promise<Published> {
    return this.command('discharge', body);
  }

  private async command(direction: Direction, body: unknown): Promise<Published> {
    const { requested, confirmation } = readSetpointBody(direction, body);
    decideSetpoint({ direction, requested, ratedPowerW: this.installation.site.ratedPowerW ?? undefined });
    const { commandId, atMs } = await this.order(direction, requested);
    this.ownWrites.confirm(direction, atMs);
    return { message: confirmation, commandId, status: 'published' };
  }

  private async order(direction: Direction, requested: RequestedPower): Promise<SetpointPublished> {
    const order = {
      commandId: randomUUIDv7(),
      device: legacyBattery,
      direction,
      requested,
      holder: 'api',
      expiresAtMs: this.clock.now() + applySetpoint.deadlineMs,
    };
    try {
      return await this.messaging.request(applySetpoint, { device: legacyBattery }, order);
    } catch (error) {
      throw inWordsOfCommands(error);
    }
  }
}

// No answer is no refusal: the publisher may have lost its connection, or its life, right after publishing.
const isUnanswered = ({ code }: Fault): boolean =>
  code === 'request.deadline' || code === 'request.unanswered';

const inWordsOfCommands = (cause: unknown): unknown =>
  cause instanceof Fault && isUnanswered(cause) ? notConfirmed(cause) : cause;
