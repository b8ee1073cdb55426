import type { AedesPublishPacket } from 'aedes';
import { setImmediate } from 'node:timers/promises';
import type { Journalled } from './unacknowledged.js';

/** A message that waits for its acknowledgement, in order of arrival. */
export interface Kept extends AedesPublishPacket {
  messageId?: number | undefined;
  /** Where it is on the disk, for a session that is to outlive the process. */
  readonly journalled?: Journalled | undefined;
  /** It may have been sent before, by a process that is no more. */
  readonly isRestored?: boolean;
}

/** What one persistent session has not acknowledged yet. */
export class SessionQueue {
  private readonly byCounter = new Map<number, Kept>();
  private readonly counterById = new Map<number, number>();
  private newest = 0;
  bytes = 0;

  /** @param isReplaying true while the client is away or the queue is on its way to it: live delivery would overtake it */
  constructor(public isReplaying: boolean) {}

  get size(): number {
    return this.byCounter.size;
  }

  add(packet: AedesPublishPacket, more: Pick<Kept, 'journalled' | 'isRestored'> = {}): void {
    if (this.byCounter.has(packet.brokerCounter)) return; // two filters of one session cover it
    // To who has subscribed already it is no retained message [MQTT-3.3.1-9].
    this.byCounter.set(packet.brokerCounter, { ...packet, retain: false, messageId: undefined, ...more });
    this.newest = packet.brokerCounter;
    this.bytes += packet.payload.length;
  }

  /** Remembers under which id the message has been sent. */
  sent(packet: { readonly brokerCounter?: number; readonly messageId?: number | undefined }): void {
    const kept = packet.brokerCounter === undefined ? undefined : this.byCounter.get(packet.brokerCounter);
    if (!kept || packet.messageId === undefined) return;
    kept.messageId = packet.messageId;
    this.counterById.set(packet.messageId, kept.brokerCounter);
  }

  acknowledged(messageId: number): Kept | undefined {
    const counter = this.counterById.get(messageId);
    if (counter === undefined) return undefined;
    this.counterById.delete(messageId);
    const kept = this.byCounter.get(counter);
    if (!kept) return undefined;
    this.byCounter.delete(counter);
    this.bytes -= kept.payload.length;
    return kept;
  }

  /** Everything that is kept, and what arrives while it is being delivered; marked DUP where it was sent before. */
  async *replay(): AsyncGenerator<Kept> {
    this.isReplaying = true;
    this.counterById.clear(); // ids of the last connection: the next one numbers anew
    try {
      yield* this.inOrder();
    } finally {
      this.isReplaying = false;
    }
  }

  private async *inOrder(): AsyncGenerator<Kept> {
    const kept = this.byCounter.values(); // also visits what is added meanwhile, as long as it has not ended
    let last: Kept | undefined;
    while (this.size > 0 && last?.brokerCounter !== this.newest) {
      const next = kept.next();
      if (next.done) return;
      last = next.value;
      const dup = last.isRestored === true || last.messageId !== undefined;
      last.messageId = undefined;
      yield { ...last, dup };
      while (last.brokerCounter === this.newest && this.isUnsent(last)) await setImmediate();
    }
  }

  private isUnsent({ brokerCounter }: Kept): boolean {
    const kept = this.byCounter.get(brokerCounter);
    return kept !== undefined && kept.messageId === undefined;
  }
}
