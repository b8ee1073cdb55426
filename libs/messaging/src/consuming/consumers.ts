import type { MessageContract, ServiceName, TrafficContract } from '@kilowatch/contracts';
import { randomBytes } from 'node:crypto';
import { BatchSession } from '../batch/batch-session.js';
import type { BatchSource } from '../batch/batch-source.js';
import { decodeBatch } from '../batch/decode-batch.js';
import { TrafficOwners, trafficSource } from '../batch/traffic-source.js';
import type { Connection } from '../connection/connection.js';
import type { BrokerAddress } from '../door.js';
import type { Gate } from '../fencing/gate.js';
import type { BatchOptions, TrafficOptions } from '../handlers.js';
import type { FoundHandler } from './door-strategy.js';
import { callHandler } from './handler-call.js';
import { MessageRoute } from './message-route.js';
import type { Incoming } from './received-message.js';
import { RequestRoute, type RequestParts } from './request-route.js';
import type { Route } from './route.js';
import { TopicRouter } from './topic-router.js';
import { Workload } from './workload.js';

export interface ConsumersOptions extends Omit<RequestParts, 'workload'> {
  readonly service: ServiceName;
  readonly broker: BrokerAddress;
  readonly connection: Connection;
  /** In front of the batch sessions. */
  readonly gate: Gate;
  readonly onChange: () => void;
}

/** Everything of a door that takes messages: the routes of its connection and the sessions of its batch handlers. */
export class Consumers {
  private readonly router = new TopicRouter<Route>();
  private readonly sessions: BatchSession[] = [];
  private readonly owners = new TrafficOwners();
  private readonly parts: RequestParts;
  private handlerRoutes: Route[] = [];
  private isStopped = false;
  private hasHandlers = false;

  constructor(private readonly options: ConsumersOptions) {
    this.parts = { ...options, workload: new Workload(options.limits.pendingRequests) };
  }

  /** True between the strategy's `listen` and the end. */
  get isListening(): boolean {
    return this.hasHandlers && !this.isStopped;
  }

  /** Of the batch sessions; undefined while all of them work. */
  get problem(): string | undefined {
    return this.sessions.map(({ problem }) => problem).find(Boolean);
  }

  /** What the broker keeps for this service while it is away. */
  get keptFilters(): string[] {
    return this.sessions.flatMap(({ keptFilters }) => keptFilters);
  }

  /** Another instance works: every session waits at the gate. */
  rest(reason: string): void {
    for (const session of this.sessions) session.rest(reason);
  }

  add(route: Route): void {
    this.router.add(route);
  }

  /** What the connection subscribes, each filter once with the highest QoS that is asked of it. */
  filters(): Record<string, 0 | 1> {
    const filters: Record<string, 0 | 1> = {};
    for (const { filter, qos } of this.router.all()) filters[filter] = qos === 1 ? 1 : (filters[filter] ?? 0);
    return filters;
  }

  listen(handlers: readonly FoundHandler[]): void {
    this.hasHandlers = true;
    for (const found of handlers) this.addHandler(found);
    for (const session of this.sessions) session.open();
  }

  take(incoming: Incoming): void {
    for (const route of this.router.routesOf(incoming.topic)) route.take(incoming);
  }

  /** See `Door.caughtUp`. */
  async caughtUp(contract: MessageContract): Promise<void> {
    const filter = this.parts.addresses.filterOf(contract);
    await Promise.all(this.sessions.filter((one) => one.hears(filter)).map((one) => one.caughtUp()));
  }

  /** Takes no more messages and waits, bounded, for the handlers at work. */
  async stop(withinMs: number): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    const routes = this.handlerRoutes;
    this.handlerRoutes = [];
    for (const route of routes) this.router.remove(route);
    const left = [this.options.connection.unsubscribe(routes.map(({ filter }) => filter))];
    await Promise.all([
      ...this.sessions.map((session) => session.stop(withinMs)),
      this.parts.workload.drained(withinMs),
      Promise.race([Promise.all(left), this.parts.workload.drained(withinMs)]),
    ]);
  }

  private addHandler({ kind, handler }: FoundHandler): void {
    if (kind.kind === 'batch') this.addBatches(kind.contract, kind, handler);
    else if (kind.kind === 'traffic') this.addTraffic(kind.traffic, kind, handler);
    else if (kind.kind === 'request') this.addRoute(new RequestRoute(kind.contract, handler, this.parts));
    else this.addRoute(new MessageRoute(kind.contract, handler, this.parts));
  }

  private addRoute(route: Route): void {
    this.handlerRoutes.push(route);
    this.router.add(route);
  }

  private addBatches(
    contract: MessageContract,
    { isPersistent, atOnce }: BatchOptions,
    handler: FoundHandler['handler'],
  ): void {
    const { parts } = this;
    const filter = parts.addresses.filterOf(contract);
    const random = isPersistent ? '' : `-${randomBytes(4).toString('hex')}`;
    const read: BatchSource['read'] = (packets) => decodeBatch(packets, contract, parts);
    const source = { filters: [filter], read };
    this.addSession({ name: `${slugOf(filter)}${random}`, source, isPersistent, atOnce }, handler);
  }

  private addTraffic(
    traffic: TrafficContract,
    { atOnce }: TrafficOptions,
    handler: FoundHandler['handler'],
  ): void {
    const source = trafficSource(traffic, this.owners, this.parts);
    this.addSession({ name: traffic.session, source, isPersistent: true, atOnce }, handler);
  }

  private addSession(
    { name, source, isPersistent, atOnce = 1 }: SessionOptions,
    handler: FoundHandler['handler'],
  ): void {
    const { service, broker, gate, onChange } = this.options;
    const { parts } = this;
    const clientId = `${service}-batch-${name}`;
    const handle = (batch: readonly unknown[]): Promise<unknown> => callHandler(handler, batch, undefined);
    this.sessions.push(
      new BatchSession({ clientId, broker, source, isPersistent, atOnce, handle, gate, onChange, parts }),
    );
  }
}

interface SessionOptions extends BatchOptions {
  readonly name: string;
  readonly source: BatchSource;
}

// A persistent session is bound to its filter: an address that moves gets a new session, not the old one's messages.
const slugOf = (filter: string): string => filter.replaceAll('+', 'any').replaceAll(/[^\w-]+/g, '-');
