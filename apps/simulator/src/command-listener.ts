import {
  type BodyOf,
  chargeCommanded,
  type Direction,
  dischargeCommanded,
  Fault,
  type RequestedPower,
} from '@kilowatch/contracts';
import { decideSetpoint } from '@kilowatch/domain';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { DemoDevice } from './demo-device.js';

const { OnMessage } = handlersOf('simulator');

/** What the demo battery is told on the two command topics, of which the newest message wins. */
@Controller()
export class CommandListener {
  constructor(private readonly demo: DemoDevice) {}

  @OnMessage(chargeCommanded)
  charge(
    @Payload() { charge, unit }: BodyOf<typeof chargeCommanded>,
    @Ctx() received: Received<typeof chargeCommanded>,
  ): void {
    this.#follow('charge', { value: charge, unit }, received.isRetained);
  }

  @OnMessage(dischargeCommanded)
  discharge(
    @Payload() { discharge, unit }: BodyOf<typeof dischargeCommanded>,
    @Ctx() received: Received<typeof dischargeCommanded>,
  ): void {
    this.#follow('discharge', { value: discharge, unit }, received.isRetained);
  }

  // A Fault makes the door log, count and quarantine the message.
  #follow(direction: Direction, requested: RequestedPower, isRetained: boolean): void {
    if (isRetained)
      throw new Fault(
        'message.retained-command',
        'A retained command is not followed, nobody knows how old it is: publish commands without the retain flag',
      );
    this.demo.follow(decideSetpoint({ direction, requested }));
  }
}
