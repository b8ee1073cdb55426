import { type BodyOf, predecessorAsked, type ReplyOf } from '@kilowatch/contracts';
import { handlersOf } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SharedAnswers } from './shared-answers.js';

const { OnRequest } = handlersOf('control-api');

/** Answers what the predecessors' pages ask over their sockets. */
@Controller()
export class PredecessorDesk {
  constructor(private readonly answers: SharedAnswers) {}

  @OnRequest(predecessorAsked)
  async answer(
    @Payload() { question }: BodyOf<typeof predecessorAsked>,
  ): Promise<ReplyOf<typeof predecessorAsked>> {
    return { deflated: await this.answers.to(question) };
  }
}
