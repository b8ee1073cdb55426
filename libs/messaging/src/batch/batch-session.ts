import { Fault, type MessageContract } from '@kilowatch/contracts';
import type { IPublishPacket } from 'mqtt-packet';
import { backOffMs } from '../connection/back-off.js';
import { refusedSubscriptionInWords } from '../connection/broker-words.js';
import { SaidOnce } from '../connection/said-once.js';
import type { ConsumingParts } from '../consuming/message-route.js';
import type { ReceivedMessage } from '../consuming/received-message.js';
import type { BrokerAddress } from '../door.js';
import type { Gate } from '../fencing/gate.js';
import { decodeBatch } from './decode-batch.js';
import { PacketLink } from './packet-link.js';

export interface BatchSessionOptions {
  readonly clientId: string;
  readonly broker: BrokerAddress;
  readonly contract: MessageContract;
  readonly isPersistent: boolean;
  readonly handle: (batch: readonly ReceivedMessage[]) => Promise<unknown>;
  /** Asked before each attempt. */
  readonly gate: Gate;
  /** Readiness or its reason has changed. */
  readonly onChange: () => void;
  readonly parts: ConsumingParts;
}

/** How many batches of messages may wait behind the one at work before the socket is paused. */
const batchesAhead = 16;

/**
 * An MQTT session of its own for one batch handler. What has arrived goes to the handler as an array, one batch at a time
 * and in order; QoS 1 messages are acknowledged, in one write, when its promise resolves.
 *
 * Not MQTT.js, which parses a message only after the one before it is acknowledged: with a 5 ms commit that is 190 a second.
 */
export class BatchSession {
  private link: PacketLink | undefined;
  private arrived: IPublishPacket[] = [];
  private heldBytes = 0;
  private isAtWork = false;
  private isSubscribed = false;
  private isStopped = false;
  private attempt = 0;
  private failures = 0;
  private failure: string | undefined;
  private lost = 'not connected yet';
  private timer: NodeJS.Timeout | undefined;
  private finished: (() => void) | undefined;
  private isAtGate = false;
  private readonly said = new SaidOnce();
  private readonly failureSaid = new SaidOnce();
  private readonly filter: string;

  constructor(private readonly options: BatchSessionOptions) {
    this.filter = options.parts.addresses.filterOf(options.contract);
  }

  /** Undefined while subscribed and working. */
  get problem(): string | undefined {
    if (!this.isSubscribed) return `The session for ${this.filter} is not connected: ${this.lost}`;
    return this.failure;
  }

  /** What is kept for it while it is away; undefined when nothing is. */
  get keptFilter(): string | undefined {
    return this.options.isPersistent ? this.filter : undefined;
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
        onAccepted: () => link.subscribe([this.filter]),
        onSubscribed: (granted) => this.subscribed(link, granted),
        onPublish: (packet) => this.arrive(packet),
        onPieceEnd: () => this.flush(),
        onClosed: (reason) => this.down(reason),
      },
    );
    this.link = link;
  }

  /** Waits for the batch at work, bounded by the caller; what has not been handled is delivered again next time. */
  async stop(withinMs: number): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    clearTimeout(this.timer);
    this.link?.pause();
    if (this.isAtWork) await this.batchEnd(withinMs);
    this.link?.end();
    this.link = undefined;
    this.isSubscribed = false;
    this.arrived = [];
  }

  private subscribed(link: PacketLink, granted: readonly number[]): void {
    if (granted.some((qos) => qos > 2))
      return link.close(refusedSubscriptionInWords([this.filter], this.options.broker));
    this.isSubscribed = true;
    this.options.onChange();
  }

  private arrive(packet: IPublishPacket): void {
    this.arrived.push(packet);
    this.heldBytes += packet.payload.length;
  }

  // The rest waits in the socket, and behind it in the broker.
  private hold(): void {
    const { link } = this;
    if (!link) return;
    const { batchBytes, batchMessages } = this.options.parts.limits;
    const isFull = this.heldBytes > batchBytes || this.arrived.length > batchMessages * batchesAhead;
    if (isFull && link.isReading) link.pause();
    else if (!isFull && !link.isReading && !this.isStopped) link.resume();
  }

  private flush(): void {
    this.hold();
    if (this.isAtWork || this.isStopped || !this.link || this.arrived.length === 0) return;
    const { batchMessages } = this.options.parts.limits;
    const all = this.arrived;
    const packets = all.length > batchMessages ? all.slice(0, batchMessages) : all;
    this.arrived = all.length > batchMessages ? all.slice(batchMessages) : [];
    this.isAtWork = true;
    this.work(this.link, packets)
      .finally(() => this.workEnded())
      .catch(() => undefined);
  }

  private workEnded(): void {
    this.isAtWork = false;
    this.finished?.();
    this.flush();
  }

  private async work(link: PacketLink, packets: readonly IPublishPacket[]): Promise<void> {
    const batch = decodeBatch(packets, this.options.contract, this.options.parts);
    if (batch.length > 0 && !(await this.handled(link, batch))) return;
    if (!(await this.refusalsKept(link))) return;
    this.attempt = 0;
    this.said.forget();
    if (this.link === link) this.release(packets);
    link.acknowledge(packets.filter(({ qos }) => qos === 1).map(({ messageId }) => messageId as number));
  }

  // What is refused must be in quarantine before it is acknowledged. If it cannot be sent there, the broker keeps all of it.
  private async refusalsKept(link: PacketLink): Promise<boolean> {
    try {
      await this.options.parts.refusals.settled();
      return true;
    } catch {
      link.close('what was refused could not be sent to quarantine');
      return false;
    }
  }

  private release(packets: readonly IPublishPacket[]): void {
    for (const { payload } of packets) this.heldBytes -= payload.length;
    this.hold();
  }

  // A failed batch is offered again, unacknowledged, for as long as its connection lives; after that the broker has it.
  private async handled(link: PacketLink, batch: readonly ReceivedMessage[]): Promise<boolean> {
    while (this.link === link) {
      try {
        await this.options.handle(batch);
        this.recovered();
        return true;
      } catch (error) {
        if (this.isStopped) return false;
        await this.failed(error, batch.length);
      }
    }
    return false;
  }

  private async failed(error: unknown, messages: number): Promise<void> {
    const { parts, onChange } = this.options;
    const delayMs = backOffMs(parts.limits, this.failures);
    this.failures += 1;
    this.failure = `The handler of ${this.filter} fails: ${error instanceof Error ? error.message : String(error)}`;
    if (this.failureSaid.isNew(this.failure)) this.tellFailure(error, messages, delayMs);
    onChange();
    await new Promise<void>((resolve) => {
      this.timer = setTimeout(resolve, delayMs);
      this.wake = resolve;
    });
  }

  // A fault is somebody's answer, which has its words; anything else is a bug, logged whole.
  private tellFailure(error: unknown, messages: number, delayMs: number): void {
    const { log } = this.options.parts;
    const context = { filter: this.filter, messages, delayMs };
    if (error instanceof Fault)
      log.warn({ ...context, reason: error.message }, 'a batch failed; it is offered again');
    else log.error({ ...context, err: error }, 'a batch failed; it is offered again');
  }

  private wake: () => void = () => undefined;

  private recovered(): void {
    this.failures = 0;
    this.failureSaid.forget();
    if (this.failure === undefined) return;
    this.failure = undefined;
    this.options.onChange();
  }

  private down(reason: string): void {
    this.link = undefined;
    this.isSubscribed = false;
    this.arrived = [];
    this.heldBytes = 0;
    this.lost = reason;
    this.wake();
    if (this.isStopped) return;
    const { limits, log } = this.options.parts;
    const delayMs = backOffMs(limits, this.attempt);
    if (this.said.isNew(reason))
      log.warn({ filter: this.filter, reason, delayMs }, 'a batch session lost the broker; trying again');
    this.attempt += 1;
    this.timer = setTimeout(() => this.open(), delayMs);
    this.options.onChange();
  }

  private async batchEnd(withinMs: number): Promise<void> {
    this.wake();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.finished = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
