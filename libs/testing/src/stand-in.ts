import type { BodyOf, ReplyOf, RequestContract, ServiceName } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import type { ServiceDefinition } from '@kilowatch/service-kit';
import { Controller, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import * as z from 'zod';

/** A controller that answers one request of another service's. Throw a `Fault` to refuse. */
export function answering<C extends RequestContract>(
  contract: C,
  answer: (body: BodyOf<C>, received: Received<C>) => ReplyOf<C> | Promise<ReplyOf<C>>,
): Type {
  class Answer {
    async answer(body: BodyOf<C>, received: Received<C>): Promise<ReplyOf<C>> {
      return answer(body, received);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Answer.prototype, 'answer')!;
  Payload()(Answer.prototype, 'answer', 0);
  Ctx()(Answer.prototype, 'answer', 1);
  handlersOf(contract.responder).OnRequest(contract)(Answer.prototype, 'answer', descriptor);
  Controller()(Answer);
  return Answer;
}

/** A service made of these controllers, in place of the real one: `standIn('historian', answering(historyLatest, …))`. */
export const standIn = (name: ServiceName, ...controllers: Type[]): ServiceDefinition =>
  aService(name, () => ({ controllers }));

/** The smallest definition around a part of a service that is tested alone. */
export const aService = (
  name: ServiceName,
  parts: (context: Parameters<ServiceDefinition['module']>[0]) => ModuleMetadata,
  { hasHttp = false }: { hasHttp?: boolean } = {},
): ServiceDefinition => {
  @Module({})
  class PartsModule {}
  return {
    name,
    config: z.object({}),
    hasHttp,
    module: (context) => ({ module: PartsModule, ...parts(context) }),
  };
};
