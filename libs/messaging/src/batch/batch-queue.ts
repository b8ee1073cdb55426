import { Fault } from '@kilowatch/contracts';
import { backOffMs } from '../connection/back-off.js';
import { SaidOnce } from '../connection/said-once.js';
import type { ConsumingParts } from '../consuming/message-route.js';
import { within } from '../within.js';
import type { BatchSource } from './batch-source.js';
import type { PacketLink } from './packet-link.js';
import type { ArrivedPublish } from './packet-reader.js';

export interface BatchQueueOptions {
  readonly source: BatchSource;
  /** How many batches may be at work at once. */
  readonly atOnce: number;
  readonly handle: (batch: readonly unknown[]) => Promise<unknown>;
  /** The problem has changed. */
  readonly onChange: () => void;
  /** A batch has been taken. */
  readonly onTaken: () => void;
  readonly parts: ConsumingParts;
}

/** Messages that the handler has been given together. */
interface Turn {
  readonly link: PacketLink | undefined;
  /** How many connections had been lost when it began. */
  readonly losses: number;
  readonly packets: readonly ArrivedPublish[];
  /** A second delivery of these cannot be hoped for: the batch is offered until it is taken, also after its connection is lost. */
  readonly hasOnlyUs: boolean;
}

/** How many batches of messages may wait behind those at work before the socket is paused. */
const batchesAhead = 16;

/**
 * Gives what has arrived to one batch handler: at once while nothing is at work, else in full batches up to `atOnce`, the rest when
 * all work is done. Acknowledges in the order of arrival, what its handler is done with.
 */
export class BatchQueue {
  private link: PacketLink | undefined;
  private arrived: ArrivedPublish[] = [];
  private heldBytes = 0;
  private arrivals = 0;
  /** Of these, how many nobody is at work on any more. */
  private ends = 0;
  private losses = 0;
  private readonly turns: Turn[] = [];
  private last: Promise<void> = Promise.resolve();
  private isStopped = false;
  private readonly failing = new Set<Turn>();
  private failures = 0;
  private failure: string | undefined;
  private readonly waking = new Set<() => void>();
  private readonly failureSaid = new SaidOnce();

  constructor(private readonly options: BatchQueueOptions) {}

  /** In words; undefined while the handler works. */
  get problem(): string | undefined {
    return this.failure;
  }

  /** Messages come from here now. */
  attach(link: PacketLink): void {
    this.link = link;
  }

  /** The connection is lost: what has not been acknowledged is delivered again by the broker, if it was sent with QoS 1. */
  detach(): void {
    this.link = undefined;
    this.losses += 1;
    this.keepOwn();
    this.heldBytes = bytesOf(this.arrived);
    for (const wake of this.waking) wake();
    this.flush();
  }

  arrive(packet: ArrivedPublish): void {
    this.arrived.push(packet);
    this.arrivals += 1;
    this.heldBytes += sizeOf(packet);
  }

  flush(): void {
    this.hold();
    while (this.mayBegin()) this.begin();
  }

  /** Resolves when nobody is at work any more on what has arrived until now. */
  async settled(): Promise<void> {
    const until = this.arrivals;
    while (this.ends < until && this.turns.length > 0) await this.last;
  }

  /** Waits for the batches at work; what has not been handled is delivered again next time, if it was sent with QoS 1. */
  async stop(withinMs: number): Promise<void> {
    this.isStopped = true;
    this.link?.pause();
    for (const wake of this.waking) wake();
    this.keepOwn();
    this.flush();
    await within(this.emptied(), withinMs);
    this.link = undefined;
    this.lost([...this.turns.flatMap(({ packets }) => packets), ...this.arrived]);
    this.arrived = [];
  }

  /** The rest the broker has, too. */
  private keepOwn(): void {
    const kept = this.arrived.filter(isOnlyHere);
    this.ends += this.arrived.length - kept.length;
    this.arrived = kept;
  }

  private async emptied(): Promise<void> {
    while (this.turns.length > 0) await this.last;
  }

  private lost(packets: readonly ArrivedPublish[]): void {
    this.options.parts.counters.dropped += packets.filter(isOnlyHere).length;
  }

  private mayBegin(): boolean {
    const { parts, atOnce } = this.options;
    if (this.arrived.length === 0) return false;
    if (this.turns.length === 0) return true;
    // A handler that fails gets nothing more to fail on.
    if (this.failing.size > 0 || this.turns.length >= atOnce) return false;
    return this.arrived.length >= parts.limits.batchMessages;
  }

  private begin(): void {
    const { batchMessages } = this.options.parts.limits;
    const packets = this.arrived.splice(0, batchMessages);
    const { link, losses } = this;
    const turn: Turn = { link, losses, packets, hasOnlyUs: packets.some(isOnlyHere) };
    this.turns.push(turn);
    this.last = this.take(turn, this.last);
  }

  private async take(turn: Turn, before: Promise<void>): Promise<void> {
    const isTaken = await this.worked(turn, before);
    await before; // acknowledged in the order of arrival [MQTT-4.6.0-2]
    this.turns.shift();
    if (isTaken) {
      this.options.onTaken();
      turn.link?.acknowledge(turn.packets.flatMap(({ messageId }) => messageId ?? []));
    } else this.lost(turn.packets);
    this.ends += turn.packets.length;
    if (this.losses === turn.losses) this.heldBytes -= bytesOf(turn.packets);
    this.flush();
  }

  private async worked(turn: Turn, before: Promise<void>): Promise<boolean> {
    const { failures } = this.options.parts.refusals;
    const batch = this.options.source.read(turn.packets);
    if (batch.length > 0 && !(await this.handled(turn, batch, before))) return false;
    return this.refusalsKept(turn.link, failures);
  }

  // What is refused must be in quarantine before it is acknowledged. If it cannot be sent there, the broker keeps all of it.
  private async refusalsKept(link: PacketLink | undefined, failures: number): Promise<boolean> {
    try {
      await this.options.parts.refusals.settled(failures);
      return true;
    } catch {
      link?.close('what was refused could not be sent to quarantine');
      return false;
    }
  }

  // A failed batch is offered again, unacknowledged, for as long as its connection lives; after that the broker has it.
  private async handled(turn: Turn, batch: readonly unknown[], before: Promise<void>): Promise<boolean> {
    while (this.link === turn.link || turn.hasOnlyUs) {
      try {
        await this.options.handle(batch);
        this.recovered(turn);
        return true;
      } catch (error) {
        if (this.isStopped) return false;
        this.failing.add(turn);
        await this.failed(error, batch.length);
        await before; // those that failed together come again in order
        if (this.isStopped) return false;
      }
    }
    this.failing.delete(turn);
    return false;
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

  private async failed(error: unknown, messages: number): Promise<void> {
    const { parts, source, onChange } = this.options;
    const delayMs = backOffMs(parts.limits, this.failures);
    this.failures += 1;
    this.failure = `The handler of ${source.filters.join(', ')} fails: ${error instanceof Error ? error.message : String(error)}`;
    if (this.failureSaid.isNew(this.failure)) this.tellFailure(error, messages, delayMs);
    onChange();
    await this.rested(delayMs);
  }

  private async rested(delayMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, delayMs);
    this.waking.add(resolve);
    await promise;
    this.waking.delete(resolve);
    clearTimeout(timer);
  }

  // A fault is somebody's answer, which has its words; anything else is a bug, logged whole.
  private tellFailure(error: unknown, messages: number, delayMs: number): void {
    const { log } = this.options.parts;
    const context = { filters: this.options.source.filters, messages, delayMs };
    if (error instanceof Fault)
      log.warn({ ...context, reason: error.message }, 'a batch failed; it is offered again');
    else log.error({ ...context, err: error }, 'a batch failed; it is offered again');
  }

  private recovered(turn: Turn): void {
    this.failing.delete(turn);
    this.failures = 0;
    this.failureSaid.forget();
    if (this.failure === undefined) return;
    this.failure = undefined;
    this.options.onChange();
  }
}

const isOnlyHere = ({ qos }: ArrivedPublish): boolean => qos === 0;

/** With its topic, which may be 64 KiB long. */
const sizeOf = ({ topic, payload }: ArrivedPublish): number => topic.length + payload.length;

const bytesOf = (packets: readonly ArrivedPublish[]): number =>
  packets.reduce((bytes, packet) => bytes + sizeOf(packet), 0);
