import { deflateRawSync } from 'node:zlib';
import { Fault, predecessorAsked, type PredecessorQuestion } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import type { ServiceDefinition } from '@kilowatch/service-kit';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import * as z from 'zod';

type Maker = (question: PredecessorQuestion) => unknown;

const { OnRequest } = handlersOf('control-api');

/** What the stub answers, by question, or how; without an answer it has no history. And what it was asked. */
export class Answers {
  readonly questions: PredecessorQuestion[] = [];

  constructor(public of: Partial<Record<PredecessorQuestion['of'], unknown>> = {}) {}
}

@Controller()
class Desk {
  constructor(private readonly answers: Answers) {}

  @OnRequest(predecessorAsked)
  async answer(@Payload() { question }: { question: PredecessorQuestion }): Promise<{ deflated: string }> {
    this.answers.questions.push(question);
    const known = this.answers.of[question.of];
    const answer = typeof known === 'function' ? await (known as Maker)(question) : known;
    if (answer === undefined) throw new Fault('history.unavailable', 'no history here');
    return { deflated: deflateRawSync(JSON.stringify(answer)).toString('base64') };
  }
}

@Module({})
class DeskModule {}

/** A control-api that knows these answers. */
export const stubControlApi = (answers: Answers): ServiceDefinition => ({
  name: 'control-api',
  config: z.object({}),
  hasHttp: false,
  module: () => ({
    module: DeskModule,
    controllers: [Desk],
    providers: [{ provide: Answers, useValue: answers }],
  }),
});
