import { Fault, type MessageContract } from '@kilowatch/contracts';
import type { MessageHandler } from '@nestjs/microservices';
import { randomUUID } from 'node:crypto';
import type { Addresses } from '../connection/addresses.js';
import type { DoorCounters, DoorLog } from '../door.js';
import type { MessagingLimits } from '../limits.js';
import { decode } from './decode.js';
import { callHandler } from './handler-call.js';
import { type Incoming, ReceivedMessage } from './received-message.js';
import type { Refusals } from './refusals.js';
import type { Route } from './route.js';
import type { Workload } from './workload.js';

/** What every kind of handler needs beside its contract. */
export interface ConsumingParts {
  readonly addresses: Addresses;
  readonly refusals: Refusals;
  readonly workload: Workload;
  readonly limits: MessagingLimits;
  readonly counters: DoorCounters;
  readonly log: DoorLog;
  readonly now: () => number;
}

/** Calls an `@OnMessage` handler. A `Fault` that it throws refuses the message; any other error is logged whole. */
export class MessageRoute implements Route {
  readonly filter: string;
  readonly qos: 0 | 1;

  constructor(
    private readonly contract: MessageContract,
    private readonly handler: MessageHandler,
    private readonly parts: ConsumingParts,
  ) {
    this.filter = parts.addresses.filterOf(contract);
    this.qos = contract.qos;
  }

  take(incoming: Incoming): void {
    const { refusals, workload, limits, counters, addresses } = this.parts;
    counters.received += 1;
    const decoded = decode(this.contract, incoming.payload, limits.maxPayloadBytes);
    if (decoded.isRefused) return refusals.refuse(incoming, decoded.code, decoded.reason);
    if (workload.isFull) return refusals.refuseFor(incoming, busy(limits.pendingRequests));
    const received = new ReceivedMessage(incoming, decoded, this.contract, addresses);
    workload
      .track(callHandler(this.handler, received.body, received))
      .catch((error: unknown) => this.failed(incoming, error));
  }

  private failed(incoming: Incoming, error: unknown): void {
    if (error instanceof Fault && !error.policy.retry) return this.parts.refusals.refuseFor(incoming, error);
    const incident = randomUUID();
    this.parts.log.error({ topic: incoming.topic, incident, err: error }, 'a handler failed on a message');
  }
}

/** Says that more handlers are at work than the limit allows. */
export const busy = (limit: number): Fault =>
  new Fault('service.unavailable', `${limit} messages are being worked on already; this one was not taken`);
