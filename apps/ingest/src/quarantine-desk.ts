import {
  type BodyOf,
  Fault,
  quarantineAdded,
  quarantineDelete,
  quarantineGet,
  quarantineList,
  quarantineReplay,
  type ReplyOf,
} from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { QuarantineReplay } from './quarantine-replay.js';
import { Quarantine } from './quarantine.js';

const { OnBatch, OnRequest } = handlersOf('ingest');

/** Keeps what any service refused, shows it, and takes it in again after a fix. */
@Controller()
export class QuarantineDesk {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly replays: QuarantineReplay,
  ) {}

  @OnBatch(quarantineAdded, { isPersistent: true })
  async keep(@Payload() batch: readonly Received<typeof quarantineAdded>[]): Promise<void> {
    this.quarantine.add(batch.map(({ body }) => body));
  }

  @OnRequest(quarantineList)
  async list(
    @Payload() { limit, ...choice }: BodyOf<typeof quarantineList>,
  ): Promise<ReplyOf<typeof quarantineList>> {
    const { total, rows, bytes, counts, keptCounts } = this.quarantine;
    return { total, kept: rows, bytes, counts, keptCounts, ...this.quarantine.list(limit, choice) };
  }

  @OnRequest(quarantineGet)
  async get(@Payload() { number }: BodyOf<typeof quarantineGet>): Promise<ReplyOf<typeof quarantineGet>> {
    const refusal = this.quarantine.get(number);
    if (!refusal) throw new Fault('quarantine.unknown', `No refusal of number ${number} is kept`);
    return refusal;
  }

  @OnRequest(quarantineReplay)
  async replay(
    @Payload() choice: BodyOf<typeof quarantineReplay>,
  ): Promise<ReplyOf<typeof quarantineReplay>> {
    return this.replays.replay(choice);
  }

  @OnRequest(quarantineDelete)
  async delete(
    @Payload() choice: BodyOf<typeof quarantineDelete>,
  ): Promise<ReplyOf<typeof quarantineDelete>> {
    return { deleted: this.quarantine.delete(this.quarantine.numbersOf(choice)) };
  }
}
