import { type BodyOf, storedAcknowledged } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { StoredAcknowledgements } from './stored-acknowledgements.js';

const { OnMessage } = handlersOf('historian');

/** Hears again what was acknowledged before the last start: the broker has retained it. */
@Controller()
export class AcknowledgementListener {
  constructor(private readonly acknowledgements: StoredAcknowledgements) {}

  @OnMessage(storedAcknowledged)
  remembered(
    @Payload() { boot, seq }: BodyOf<typeof storedAcknowledged>,
    @Ctx() { address }: Received<typeof storedAcknowledged>,
  ): void {
    this.acknowledgements.remembered(address.device, boot, seq);
  }
}
