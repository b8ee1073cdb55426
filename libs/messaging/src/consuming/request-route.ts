import {
  Fault,
  type FaultBody,
  inbox,
  type ReplyEnvelope,
  type RequestContract,
  type RequestEnvelope,
  requestEnvelope,
} from '@kilowatch/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import { decode, validate } from './decode.js';
import { callHandler } from './handler-call.js';
import { busy, type ConsumingParts } from './message-route.js';
import { type Incoming, ReceivedMessage } from './received-message.js';
import type { Route } from './route.js';

export interface RequestParts extends ConsumingParts {
  /** Hands a reply to the socket; false when there is no room or no connection. */
  readonly reply: (topic: string, payload: string) => boolean;
}

/** Answers the questions of one `@OnRequest` handler. */
export class RequestRoute implements Route {
  readonly filter: string;
  // A question has a deadline and an answer; redelivery would only make duplicates (docs/adr/0002).
  readonly qos = 0;

  constructor(
    private readonly contract: RequestContract,
    private readonly handler: MessageHandler,
    private readonly parts: RequestParts,
  ) {
    this.filter = parts.addresses.filterOf(contract);
  }

  take(incoming: Incoming): void {
    const { topic } = incoming;
    this.parts.counters.received += 1;
    const asked = this.opened(incoming);
    if (asked instanceof Fault) return this.parts.refusals.refuseFor(incoming, asked);
    const lateMs = incoming.receivedAtMs - asked.deadlineAtMs;
    if (lateMs >= 0) return this.late(topic, asked, lateMs);
    const earlyMs = -lateMs - this.contract.deadlineMs;
    if (earlyMs >= clocksDifferMs) return this.blameClock(asked, -earlyMs);
    this.answer(incoming, asked).catch((error: unknown) =>
      this.parts.log.error({ topic, err: error }, 'a question could not be answered'),
    );
  }

  // Nobody waits for the answer any more, unless it is the clocks: no network holds a question back for a minute.
  private late(topic: string, asked: RequestEnvelope, lateMs: number): void {
    this.parts.log.info({ topic, lateMs }, 'dropped a question whose deadline has passed');
    if (lateMs >= clocksDifferMs) this.blameClock(asked, lateMs + this.contract.deadlineMs);
  }

  // A time of ours would be wrong in what we store or publish, or one of theirs: nobody here knows which clock is right.
  private blameClock(asked: RequestEnvelope, aheadMs: number): void {
    const fault = clockFault(this.contract.responder, aheadMs);
    this.send(asked, { correlation: asked.correlation, ok: false, fault: fault.toBody() });
  }

  private opened({ topic, payload, isRetained }: Incoming): RequestEnvelope | Fault {
    if (isRetained)
      return new Fault('message.retained-command', `A question on ${topic} must not be retained`);
    const decoded = decode({ schema: requestEnvelope }, payload, this.parts.limits.maxPayloadBytes);
    if (decoded.isRefused) return new Fault(decoded.code, decoded.reason);
    const asked = decoded.body as RequestEnvelope;
    // Else anybody could have us publish on a device topic.
    if (!inbox.params(asked.replyTo))
      return new Fault('message.malformed', `replyTo must be as ${inbox.pattern}`);
    return asked;
  }

  private async answer(incoming: Incoming, asked: RequestEnvelope): Promise<void> {
    const { correlation } = asked;
    try {
      const body = await this.parts.workload.track(this.handle(incoming, asked));
      this.send(asked, { correlation, ok: true, body });
    } catch (error) {
      this.send(asked, { correlation, ok: false, fault: this.faultBodyOf(incoming.topic, error) });
    }
  }

  private async handle(incoming: Incoming, asked: RequestEnvelope): Promise<unknown> {
    const { workload, limits, refusals, addresses } = this.parts;
    if (workload.isFull) throw busy(limits.pendingRequests);
    const checked = validate(this.contract.schema, asked.body, '');
    if (checked.isRefused) {
      refusals.refuse(incoming, 'request.invalid', checked.reason);
      throw new Fault('request.invalid', checked.reason);
    }
    const decoded = { ...checked, text: incoming.payload.toString('utf8') };
    const received = new ReceivedMessage(incoming, decoded, this.contract, addresses);
    return callHandler(this.handler, received.body, received);
  }

  private send(asked: RequestEnvelope, reply: ReplyEnvelope): void {
    if (!this.parts.reply(asked.replyTo, JSON.stringify(reply)))
      this.parts.log.warn({ pattern: this.contract.pattern }, 'an answer could not be sent');
  }

  private faultBodyOf(topic: string, error: unknown): FaultBody {
    if (error instanceof Fault) return error.toBody();
    const incident = randomUUID();
    this.parts.log.error({ topic, incident, err: error }, 'a handler failed on a question');
    return { error: `Something went wrong (incident ${incident})`, code: 'internal', incident };
  }
}

const clocksDifferMs = 60_000;

const clockFault = (responder: string, aheadMs: number): Fault =>
  new Fault(
    'service.unavailable',
    `The clock of ${responder} is ${Math.round(Math.abs(aheadMs) / 1_000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of who asks: set the clocks`,
  );
