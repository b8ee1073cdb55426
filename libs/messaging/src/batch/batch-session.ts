import { backOffMs } from '../connection/back-off.js';
import { refusedSubscriptionInWords } from '../connection/broker-words.js';
import { SaidOnce } from '../connection/said-once.js';
import type { ConsumingParts } from '../consuming/message-route.js';
import type { BrokerAddress } from '../door.js';
import type { Gate } from '../fencing/gate.js';
import { BatchQueue } from './batch-queue.js';
import type { BatchSource } from './batch-source.js';
import { PacketLink } from './packet-link.js';

export interface BatchSessionOptions {
  readonly clientId: string;
  readonly broker: BrokerAddress;
  readonly source: BatchSource;
  readonly isPersistent: boolean;
  /** How many batches may be at work at once. */
  readonly atOnce: number;
  readonly handle: (batch: readonly unknown[]) => Promise<unknown>;
  /** Asked before each attempt. */
  readonly gate: Gate;
  /** Readiness or its reason has changed. */
  readonly onChange: () => void;
  readonly parts: ConsumingParts;
}

/**
 * An MQTT session of its own for one batch handler. What has arrived goes to the handler as an array, in order; QoS 1 messages
 * are acknowledged, in one write, when its promise resolves.
 *
 * Not MQTT.js, which parses a message only after the one before it is acknowledged: with a 5 ms commit that is 190 a second.
 */
export class BatchSession {
  private link: PacketLink | undefined;
  private readonly queue: BatchQueue;
  private isSubscribed = false;
  private isStopped = false;
  private attempt = 0;
  private lost = 'not connected yet';
  private timer: NodeJS.Timeout | undefined;
  private isAtGate = false;
  private readonly said = new SaidOnce();
  private readonly filters: readonly string[];

  constructor(private readonly options: BatchSessionOptions) {
    const { source, parts, atOnce, handle, onChange } = options;
    this.filters = source.filters;
    const onTaken = (): void => {
      this.attempt = 0;
      this.said.forget();
    };
    this.queue = new BatchQueue({ source, atOnce, handle, onChange, onTaken, parts });
  }

  /** Undefined while subscribed and working. */
  get problem(): string | undefined {
    if (!this.isSubscribed)
      return `The session for ${this.filters.join(', ')} is not connected: ${this.lost}`;
    return this.queue.problem;
  }

  /** What is kept for it while it is away. */
  get keptFilters(): readonly string[] {
    return this.options.isPersistent ? this.filters : [];
  }

  /** Connects as soon as the gate lets it, and again whenever the connection is lost. */
  open(): void {
    if (this.isStopped || this.isAtGate) return;
    this.isAtGate = true;
    this.options.gate.pass(() => {
      this.isAtGate = false;
      this.connect();
    });
  }

  /** Leaves its session to another process, and comes back when the gate lets it. */
  rest(reason: string): void {
    const { link } = this;
    if (!link) return;
    link.end();
    this.down(reason);
  }

  private connect(): void {
    if (this.isStopped || this.link) return;
    clearTimeout(this.timer);
    const { broker, clientId, isPersistent, parts } = this.options;
    const { connectTimeoutMs, keepaliveS } = parts.limits;
    const link: PacketLink = new PacketLink(
      { broker, clientId, isPersistent, connectTimeoutMs, keepaliveS },
      {
        onAccepted: () => link.subscribe(this.filters),
        onSubscribed: (granted) => this.subscribed(link, granted),
        onPublish: (packet) => this.queue.arrive(packet),
        onPieceEnd: () => this.queue.flush(),
        onClosed: (reason) => this.down(reason),
      },
    );
    this.link = link;
    this.queue.attach(link);
  }

  hears(filter: string): boolean {
    return this.filters.includes(filter);
  }

  /** Resolves when what the broker had sent when it heard of this call is handled; without a connection, what has arrived. */
  async caughtUp(): Promise<void> {
    await this.link?.roundTrip();
    await this.queue.settled();
  }

  /** Waits for the batches at work, bounded by the caller; what has not been handled is delivered again next time. */
  async stop(withinMs: number): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.queue.stop(withinMs);
    this.link?.end();
    this.link = undefined;
    this.isSubscribed = false;
  }

  private subscribed(link: PacketLink, granted: readonly number[]): void {
    if (granted.some((qos) => qos > 2))
      return link.close(refusedSubscriptionInWords([...this.filters], this.options.broker));
    this.isSubscribed = true;
    this.options.onChange();
  }

  private down(reason: string): void {
    this.link = undefined;
    this.isSubscribed = false;
    this.lost = reason;
    this.queue.detach();
    if (this.isStopped) return;
    const { limits, log } = this.options.parts;
    const delayMs = backOffMs(limits, this.attempt);
    if (this.said.isNew(reason))
      log.warn({ filters: this.filters, reason, delayMs }, 'a batch session lost the broker; trying again');
    this.attempt += 1;
    this.timer = setTimeout(() => this.open(), delayMs);
    this.options.onChange();
  }
}
