import {
  historyLatest,
  type LatestQuery,
  quarantineAdded,
  type Reading,
  type Refusal,
} from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import type { ServiceDefinition } from '@kilowatch/service-kit';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import * as z from 'zod';

const { OnMessage, OnRequest } = handlersOf('historian');

/** What the stub answers with, and what it has heard. */
export class Archive {
  readonly questions: LatestQuery[] = [];
  readonly refused = Promise.withResolvers<Refusal>();

  constructor(readonly readings: Reading[] = []) {}
}

@Controller()
class Desk {
  constructor(private readonly archive: Archive) {}

  @OnRequest(historyLatest)
  async latest(@Payload() query: LatestQuery): Promise<{ readings: Reading[] }> {
    this.archive.questions.push(query);
    return { readings: this.archive.readings };
  }

  @OnMessage(quarantineAdded)
  keep(@Payload() refusal: Refusal): void {
    this.archive.refused.resolve(refusal);
  }
}

@Module({})
class DeskModule {}

/** A historian that knows the readings of an archive. */
export const stubHistorian = (archive: Archive): ServiceDefinition => ({
  name: 'historian',
  config: z.object({}),
  hasHttp: false,
  module: () => ({
    module: DeskModule,
    controllers: [Desk],
    providers: [{ provide: Archive, useValue: archive }],
  }),
});
