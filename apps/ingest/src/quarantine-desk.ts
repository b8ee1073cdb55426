import { type BodyOf, quarantineAdded, quarantineList, type ReplyOf } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Quarantine } from './quarantine.js';

const { OnBatch, OnRequest } = handlersOf('ingest');

/** Keeps what any service refused, and shows it. */
@Controller()
export class QuarantineDesk {
  constructor(private readonly quarantine: Quarantine) {}

  @OnBatch(quarantineAdded, { isPersistent: true })
  async keep(@Payload() batch: readonly Received<typeof quarantineAdded>[]): Promise<void> {
    this.quarantine.add(batch.map(({ body }) => body));
  }

  @OnRequest(quarantineList)
  async list(@Payload() { limit }: BodyOf<typeof quarantineList>): Promise<ReplyOf<typeof quarantineList>> {
    return { total: this.quarantine.total, refusals: this.quarantine.newest(limit) };
  }
}
