import type { BodyOf, DeviceSequence, storedAcknowledged } from '@kilowatch/contracts';
import { KeptMessages } from './kept-messages.js';

/** What a message carries beside its body. */
export type MessageNumber = Omit<DeviceSequence, 'device'>;

export interface ReliableLimits {
  /** Kept at most; of one more the oldest is lost. */
  readonly mostMessages: number;
  /** Sent and not yet stored at most: what a broker or an outage of the history is asked to hold for one device. */
  readonly mostUnderWay: number;
  /** Without progress for so long, everything kept is sent again; each time in vain it is twice as long. */
  readonly resendAfterMs: number;
  readonly resendAfterMostMs: number;
}

export const reliableLimits: ReliableLimits = {
  mostMessages: 10_000,
  mostUnderWay: 500,
  resendAfterMs: 5_000,
  resendAfterMostMs: 60_000,
};

export interface ReliableSenderOptions<T> {
  /** Names this life of the counter: another one (16 random bytes will do) whenever counting begins anew. */
  readonly boot: string;
  /** Hands one message to the transport, with QoS 1. Called in the order of the numbers, again and again until it is stored. */
  readonly publish: (body: T, number: MessageNumber) => void;
  /** The buffer is full: this one is kept no longer. It has been stored only if it was sent before. */
  readonly onOverflow?: (seq: number) => void;
  /** Where a device goes on counting that has saved `boot` and what it kept: the number of the first message added. */
  readonly firstSeq?: number;
  readonly limits?: Partial<ReliableLimits>;
}

/**
 * Keeps each message until the history says that it is stored, and sends it again until then: after a reconnection, and when
 * nothing was said for a while. The protocol is in docs/reliable-devices.md; any transport will do, and any clock.
 */
export class ReliableSender<T> {
  private readonly kept: KeptMessages<T>;
  private readonly limits: ReliableLimits;
  private isConnected = false;
  /** The next to be sent in this round: everything kept below it is under way. */
  private nextToSend: number;
  private quietSinceMs = 0;
  private patienceMs: number;

  constructor(private readonly options: ReliableSenderOptions<T>) {
    this.limits = { ...reliableLimits, ...options.limits };
    this.kept = new KeptMessages(this.limits.mostMessages, options.firstSeq);
    this.nextToSend = this.kept.keptFrom;
    this.patienceMs = this.limits.resendAfterMs;
  }

  /** The lowest number that is kept: everything below it is stored, or has overflowed. */
  get keptFrom(): number {
    return this.kept.keptFrom;
  }

  /** The number of the next message. */
  get nextSeq(): number {
    return this.kept.nextSeq;
  }

  /** What is not known to be stored, the oldest first; its first has the number `keptFrom`. */
  all(): readonly T[] {
    return this.kept.all();
  }

  /** Takes a message over and sends it when its turn has come. Its number. */
  add(body: T, nowMs: number): number {
    const seq = this.kept.nextSeq;
    const overflowed = this.kept.add(body);
    if (overflowed !== undefined) this.options.onOverflow?.(overflowed);
    this.send(nowMs);
    return seq;
  }

  /** The transport is there and `kw/v1/stored/{device}` is subscribed to: everything kept is sent again, the oldest first. */
  connected(nowMs: number): void {
    this.isConnected = true;
    this.patienceMs = this.limits.resendAfterMs;
    this.sendAgain(nowMs);
  }

  disconnected(): void {
    this.isConnected = false;
  }

  /** What came on `kw/v1/stored/{device}`, where a retained message of another life may be waiting, too. */
  stored({ boot, seq }: BodyOf<typeof storedAcknowledged>, nowMs: number): void {
    const isOfThisLife = boot === this.options.boot && seq < this.kept.nextSeq;
    if (!isOfThisLife || seq < this.kept.keptFrom) return;
    this.kept.forgetUpTo(seq);
    this.quietSinceMs = nowMs;
    this.patienceMs = this.limits.resendAfterMs;
    this.send(nowMs);
  }

  /** To be called now and then, once a second at least: sends again when nothing was stored for too long. */
  tick(nowMs: number): void {
    const isUnderWay = this.isConnected && this.kept.keptFrom < this.nextToSend;
    if (!isUnderWay || nowMs - this.quietSinceMs < this.patienceMs) return;
    this.patienceMs = Math.min(2 * this.patienceMs, this.limits.resendAfterMostMs);
    this.sendAgain(nowMs);
  }

  private sendAgain(nowMs: number): void {
    this.nextToSend = this.kept.keptFrom;
    this.send(nowMs);
  }

  private send(nowMs: number): void {
    if (this.nextToSend <= this.kept.keptFrom) this.quietSinceMs = nowMs; // nothing was under way: the wait begins now
    this.nextToSend = Math.max(this.nextToSend, this.kept.keptFrom);
    while (this.isConnected && this.nextToSend < this.endOfWindow) {
      const seq = this.nextToSend++;
      const { boot } = this.options;
      this.options.publish(this.kept.body(seq), { boot, seq, keptFrom: this.kept.keptFrom });
      this.nextToSend = Math.max(this.nextToSend, this.kept.keptFrom); // a transport may be as quick as to answer at once
    }
  }

  private get endOfWindow(): number {
    return Math.min(this.kept.nextSeq, this.kept.keptFrom + this.limits.mostUnderWay);
  }
}
