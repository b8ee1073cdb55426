import {
  type AddressOf,
  Fault,
  inbox,
  type MessageContract,
  type ReplyOf,
  type RequestContract,
  type ServiceName,
} from '@kilowatch/contracts';
import type * as z from 'zod';
import type { Addresses } from '../connection/addresses.js';
import type { Connection } from '../connection/connection.js';
import type { Outbox } from '../connection/outbox.js';
import { validate } from '../consuming/decode.js';
import { MessagingClient } from '../door.js';
import type { KeeperDirectory } from './keeper-directory.js';
import type { PendingRequests } from './pending-requests.js';
import type { ResponderDirectory } from './responder-directory.js';

export interface ClientParts {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly requests: PendingRequests;
  readonly directory: ResponderDirectory;
  readonly keepers: KeeperDirectory;
  readonly addresses: Addresses;
  readonly clientId: string;
  readonly now: () => number;
  /** Resolves when inbox and statuses are subscribed; rejects with `broker.disconnected`. Undefined: they are. */
  readonly subscribing: () => Promise<void> | undefined;
}

/** The asking half of a door. */
export class DoorClient extends MessagingClient {
  private readonly replyTo: string;

  constructor(private readonly parts: ClientParts) {
    super();
    this.replyTo = inbox.topic({ client: parts.clientId });
  }

  get isConnected(): boolean {
    return this.parts.connection.isUp;
  }

  async publish<P extends string, S extends z.ZodType>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    body: z.input<S>,
  ): Promise<void> {
    const topic = this.parts.addresses.topicOf(contract, address);
    check(contract, topic, body, 'message.malformed');
    await this.hand(contract, topic, contract.encoding === 'json' ? JSON.stringify(body) : String(body));
  }

  override async publishText<P extends string, S extends z.ZodType>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    text: string,
  ): Promise<void> {
    await this.hand(contract, this.parts.addresses.topicOf(contract, address), text);
  }

  private async hand(contract: MessageContract, topic: string, payload: string): Promise<void> {
    if (contract.keptBy && !this.parts.keepers.isKept(contract.keptBy, topic))
      await this.whenKept(contract.keptBy, topic);
    await this.parts.outbox.publish(topic, payload, contract.qos, contract.retain);
  }

  private async whenKept(keeper: ServiceName, topic: string): Promise<void> {
    const refusal = this.parts.outbox.refusal(0);
    if (refusal) throw refusal;
    await this.parts.keepers.whenKept(keeper, topic);
  }

  async request<C extends RequestContract>(
    contract: C,
    address: AddressOf<C>,
    body: z.input<C['schema']>,
  ): Promise<ReplyOf<C>> {
    const topic = this.parts.addresses.topicOf(contract, address);
    check(contract, topic, body, 'request.invalid');
    await this.responderOf(contract);
    const reply = await this.parts.requests.ask(contract, (correlation) =>
      this.post(contract, topic, correlation, body),
    );
    return reply as ReplyOf<C>;
  }

  // Fails at once while there is no broker, no room or nobody to answer.
  private async responderOf(contract: RequestContract): Promise<void> {
    const { outbox, requests, directory } = this.parts;
    const refusal = outbox.refusal(0);
    if (refusal) throw refusal;
    if (requests.isFull) throw new Fault('outbox.full', 'Too many questions are waiting for their answers');
    const subscribing = this.parts.subscribing();
    if (subscribing) await subscribing;
    if (directory.isOnline(contract.responder)) return;
    if (await directory.isAvailable(contract.responder)) return;
    const lost = outbox.refusal(0);
    if (lost) throw lost;
    throw new Fault(
      'service.unavailable',
      `${contract.responder} is not running or not connected to the broker`,
    );
  }

  private post(contract: RequestContract, topic: string, correlation: string, body: unknown): void {
    const deadlineAtMs = this.parts.now() + contract.deadlineMs;
    const envelope = { replyTo: this.replyTo, correlation, deadlineAtMs, body };
    const payload = JSON.stringify(envelope);
    if (this.parts.outbox.post(topic, payload)) return;
    const fault = this.parts.outbox.refusal(payload.length);
    this.parts.requests.fail(
      correlation,
      fault ?? new Fault('broker.disconnected', 'The connection was lost'),
    );
  }
}

const check = (
  contract: { readonly schema: z.ZodType },
  topic: string,
  body: unknown,
  code: 'message.malformed' | 'request.invalid',
): void => {
  const checked = validate(contract.schema, body, '');
  if (checked.isRefused) throw new Fault(code, `Not sent on ${topic}: ${checked.reason}`);
};
