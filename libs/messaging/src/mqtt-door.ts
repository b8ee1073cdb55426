import {
  type AddressOf,
  type Fault,
  type InstanceEntry,
  type MessageContract,
  quarantineAdded,
  serviceStatus,
} from '@kilowatch/contracts';
import type { ClientProxy } from '@nestjs/microservices';
import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { DoorClient } from './asking/door-client.js';
import { KeeperDirectory } from './asking/keeper-directory.js';
import { NestClient } from './asking/nest-client.js';
import { PendingRequests } from './asking/pending-requests.js';
import { ResponderDirectory } from './asking/responder-directory.js';
import { standingRoutes } from './asking/standing-routes.js';
import { lostFault, stoppedFault } from './asking/unanswered.js';
import { Addresses } from './connection/addresses.js';
import { Connection } from './connection/connection.js';
import { DeviceStatuses } from './connection/device-statuses.js';
import { Outbox } from './connection/outbox.js';
import { Consumers } from './consuming/consumers.js';
import { DoorStrategy } from './consuming/door-strategy.js';
import { type KeepNow, type RefusalKeeper, Refusals } from './consuming/refusals.js';
import type {
  DeviceStatus,
  Door,
  DoorCounters,
  DoorLog,
  DoorOptions,
  MessagingClient,
  Refusable,
} from './door.js';
import { openGate } from './fencing/gate.js';
import { Sentry } from './fencing/sentry.js';
import { Turn } from './fencing/turn.js';
import { transportOf } from './handlers.js';
import { noCounts } from './no-counts.js';
import { Presence } from './presence.js';
import { closedFault, Readiness } from './readiness.js';
import { Standing } from './standing.js';
import { within } from './within.js';

const silent: DoorLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Puts the parts of a door together and tells them of the connection's ups and downs. */
export class MqttDoor implements Door {
  readonly client: MessagingClient;
  readonly proxy: ClientProxy;
  readonly strategy: DoorStrategy;
  private readonly counts = noCounts();
  private readonly log: DoorLog;
  private readonly connection: Connection;
  private readonly outbox: Outbox;
  private readonly requests: PendingRequests;
  private readonly directory: ResponderDirectory;
  private readonly keepers: KeeperDirectory;
  private readonly sentry: Sentry | undefined;
  private readonly turn: Turn;
  private readonly presence: Presence;
  private readonly refusals: Refusals;
  private readonly consumers: Consumers;
  private readonly standing: Standing;
  private readonly statuses: DeviceStatuses;
  private readonly readiness: Readiness;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: DoorOptions) {
    const { service, broker, limits, log = silent, now = Date.now } = options;
    const clientId = `${service}-${randomBytes(4).toString('hex')}`;
    const addresses = new Addresses(options.addresses);
    this.log = log;
    const will = { topic: serviceStatus.topic({ name: service }), payload: 'offline' };
    this.sentry = options.isFenced
      ? new Sentry(
          { service, broker, limits, log, now },
          { onChange: () => this.onTurn(), onYield: (holder) => this.onYield(holder) },
        )
      : undefined;
    this.turn = new Turn(this.sentry, (holder) => this.onYield(holder));
    this.statuses = new DeviceStatuses({ clientId: `${service}-status`, broker, limits, log });
    const gate = this.sentry ?? openGate;
    this.connection = new Connection(
      { clientId, broker, limits, will, log, gate },
      {
        onUp: () => this.standing.subscribe(),
        onDown: (reason) => this.onDown(reason),
        onMessage: (topic, payload, { retain, dup }) =>
          this.consumers.take({ topic, payload, isRetained: retain, isDuplicate: dup, receivedAtMs: now() }),
      },
    );
    this.outbox = new Outbox(this.connection, limits, this.counts);
    this.requests = new PendingRequests(limits.pendingRequests);
    this.directory = new ResponderDirectory(limits.statusGraceMs, { onGone: (name) => this.onGone(name) });
    this.keepers = new KeeperDirectory(limits.publishDeadlineMs);
    this.presence = new Presence({
      service,
      log,
      publish: (t, p) => this.outbox.publish(t, p, 1, true),
      keptFilters: () => this.consumers.keptFilters,
    });
    this.readiness = new Readiness({
      problem: this.problem,
      hasHandlers: () => this.consumers.isListening,
      presence: this.presence,
    });
    this.refusals = new Refusals({
      ...{ service, log, now, counters: this.counts, refusalsPerSecond: limits.refusalsPerSecond },
      publish: (t, p) => this.outbox.publish(t, p, quarantineAdded.qos, quarantineAdded.retain),
    });
    this.consumers = new Consumers({
      service,
      broker,
      connection: this.connection,
      gate,
      addresses,
      refusals: this.refusals,
      limits,
      counters: this.counts,
      log,
      now,
      reply: (topic, payload) => this.outbox.post(topic, payload),
      onChange: () => this.readiness.onChange(),
    });
    this.standing = new Standing({
      connection: this.connection,
      filters: () => this.consumers.filters(),
      deadlineMs: limits.connectTimeoutMs,
      onGranted: () => {
        this.directory.onSubscribed();
        this.readiness.onChange();
      },
    });
    const { requests, refusals, presence, directory, keepers } = this;
    const standing = { requests, refusals, presence, directory, keepers };
    for (const route of standingRoutes({ ...standing, clientId, maxPayloadBytes: limits.maxPayloadBytes }))
      this.consumers.add(route);
    this.client = new DoorClient({
      ...{ connection: this.connection, outbox: this.outbox, requests, directory, keepers },
      addresses,
      clientId,
      now,
      subscribing: () => this.standing.pending(),
    });
    this.proxy = new NestClient(this.client, () => this.whenReady());
    this.strategy = new DoorStrategy(transportOf(service), {
      listen: (handlers) => this.listen(handlers),
      stop: () => this.consumers.stop(limits.drainMs),
      unwrap: () => this,
    });
    this.sentry?.open();
    this.connection.open();
  }

  get counters(): Readonly<DoorCounters> {
    this.counts.reconnects = this.connection.reconnects;
    return this.counts;
  }

  readonly isReady = (): boolean => this.problem() === undefined;

  readonly problem = (): string | undefined => {
    if (this.closing) return 'The door is closed';
    if (this.sentry?.problem) return this.sentry.problem;
    if (this.connection.problem) return this.connection.problem;
    return this.standing.problem ?? this.consumers.problem;
  };

  whenReady(): Promise<void> {
    return this.readiness.whenReady();
  }

  whenMine(withinMs: number): Promise<void> {
    return this.turn.whenMine(withinMs);
  }

  refuse(refused: Refusable, fault: Fault): void {
    const payload = 'payload' in refused ? refused.payload : Buffer.from(refused.text);
    this.refusals.refuseFor({ ...refused, payload, mustBeKept: true }, fault);
  }

  keepRefusals(keeper: RefusalKeeper): KeepNow {
    return this.refusals.keepWith(keeper);
  }

  caughtUp(contract: MessageContract, withinMs: number): Promise<boolean> {
    return within(this.consumers.caughtUp(contract), withinMs);
  }

  keepStatus<P extends string, S extends z.ZodType<string>>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    words: { readonly present: z.input<S>; readonly absent: z.input<S> },
  ): DeviceStatus {
    return this.statuses.keep(contract, address, words);
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    const endMs = performance.now() + this.options.limits.drainMs;
    const leftMs = (): number => Math.max(1, endMs - performance.now());
    this.readiness.close();
    this.turn.close();
    await Promise.all([this.consumers.stop(leftMs()), this.statuses.close(leftMs())]);
    await this.outbox.drained(leftMs());
    await within(this.presence.sayOffline(), leftMs());
    this.requests.failAll(closedFault);
    this.directory.onDown();
    await this.connection.close(leftMs());
    this.outbox.onDown('the door was closed');
    await this.sentry?.close(leftMs());
  }

  private async listen(handlers: Parameters<Consumers['listen']>[0]): Promise<void> {
    this.consumers.listen(handlers);
    if (this.connection.isUp) this.standing.subscribe();
    const { connectTimeoutMs } = this.options.limits;
    const isReady = await within(this.whenReady(), connectTimeoutMs);
    if (!isReady) this.log.warn({ problem: this.problem() }, 'not ready yet; trying on');
  }

  private onTurn(): void {
    this.turn.onChange();
    this.readiness.onChange();
  }

  // Without a word: the status is that of the other instance now.
  private onYield(holder: InstanceEntry): void {
    for (const part of [this.consumers, this.connection]) part.rest('another instance works');
    this.options.onYield?.(holder);
  }

  private onDown(reason: string): void {
    this.standing.onDown();
    this.outbox.onDown(reason);
    this.presence.onDown();
    this.directory.onDown();
    this.keepers.onDown();
    this.requests.failAll(lostFault);
  }

  private onGone(service: string): void {
    this.requests.failAll(stoppedFault, ({ responder }) => responder === service);
  }
}
