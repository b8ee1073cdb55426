import type {
  BodyOf,
  MessageContract,
  ReplyOf,
  RequestContract,
  ServiceName,
  TrafficContract,
} from '@kilowatch/contracts';
import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { PassErrors } from './consuming/pass-errors.js';
import type { Received, ReceivedBytes } from './door.js';

/** The transport id that keeps one service's handlers apart from another's when several share a Nest application. */
export const transportOf = (service: ServiceName): symbol => Symbol.for(`kilowatch:${service}`);

export interface BatchOptions {
  /** The broker keeps messages while we are away. */
  readonly isPersistent: boolean;
  /**
   * How many batches may be at work at once, 1 if absent: the next begins, in order, when it is full. For a handler whose batches do not
   * depend on each other and that waits for something else most of the time. One that fails together with those after it comes first again.
   */
  readonly atOnce?: number;
}

export type TrafficOptions = Pick<BatchOptions, 'atOnce'>;

/** What the strategy finds in a handler's `extras`. */
export type HandlerKind =
  | { readonly kind: 'message'; readonly contract: MessageContract }
  | { readonly kind: 'request'; readonly contract: RequestContract }
  | ({ readonly kind: 'batch'; readonly contract: MessageContract } & BatchOptions)
  | ({ readonly kind: 'traffic'; readonly traffic: TrafficContract } & TrafficOptions);

const passErrors = UseFilters(new PassErrors());

// A handler may ask for less than it is offered (no @Ctx), never for more or for something else.
type Offers<A extends unknown[], R> = <M extends (...args: A) => R>(
  target: object,
  key: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/**
 * The handler decorators of one service. Bodies are decoded and validated before a handler runs; what fails goes to
 * quarantine with the reason and never reaches it. Handlers take `@Payload() body` and, if they like, `@Ctx() received`.
 */
export const handlersOf = (service: ServiceName) => {
  const transport = transportOf(service);
  const event = (handler: HandlerKind): unknown =>
    applyDecorators(EventPattern<string>(patternOf(handler), transport, { handler }), passErrors);
  return {
    /** Called per message, over the service's clean MQTT.js session: what is missed while away is missed. */
    OnMessage: <C extends MessageContract>(contract: C) =>
      event({ kind: 'message', contract }) as Offers<
        [body: BodyOf<C>, received: Received<C>],
        Promise<void> | void
      >,

    /** Answers a request; throw a `Fault` to refuse. */
    OnRequest: <C extends RequestContract>(contract: C) =>
      applyDecorators(
        MessagePattern(contract.filter, transport, {
          handler: { kind: 'request', contract } satisfies HandlerKind,
        }),
        passErrors,
      ) as Offers<[body: BodyOf<C>, received: Received<C>], Promise<ReplyOf<C>>>,

    /**
     * Called with what has arrived, in order; QoS 1 messages are acknowledged when the promise resolves, and delivered again
     * when it rejects or the process dies.
     */
    OnBatch: <C extends MessageContract>(contract: C, options: BatchOptions) =>
      event({ kind: 'batch', contract, ...options }) as Offers<
        [batch: readonly Received<C>[]],
        Promise<void>
      >,

    /**
     * As {@link OnBatch}, persistent, of bytes: what they say is the handler's business. The client id is the same wherever the filters
     * have been moved to, so that what is kept is kept. A topic that several such handlers could hear goes to the first alone.
     */
    OnTraffic: (traffic: TrafficContract, options: TrafficOptions) =>
      event({ kind: 'traffic', traffic, ...options }) as Offers<
        [batch: readonly ReceivedBytes[]],
        Promise<void>
      >,
  };
};

const patternOf = (handler: HandlerKind): string =>
  handler.kind === 'traffic' ? handler.traffic.name : handler.contract.filter;
