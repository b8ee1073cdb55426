import type { AedesPublishPacket, Client } from 'aedes';
import { Readable } from 'node:stream';
import type { DoorLog } from '../door.js';
import type { BrokerLimits } from './broker-limits.js';
import type { Journalling } from './journalling.js';
import { SessionQueue } from './session-queue.js';

interface ClientId {
  readonly id: string;
}
interface Acknowledgement {
  readonly brokerCounter?: number;
  readonly messageId?: number;
}

/** What we replace of aedes' persistence: https://github.com/moscajs/aedes-persistence */
export interface QueuePersistence {
  outgoingEnqueue(sub: { clientId: string }, packet: AedesPublishPacket): Promise<void>;
  outgoingEnqueueCombi(subs: readonly { clientId: string }[], packet: AedesPublishPacket): Promise<void>;
  outgoingUpdate(client: ClientId, packet: Acknowledgement): Promise<void>;
  outgoingClearMessageId(client: ClientId, packet: Acknowledgement): Promise<AedesPublishPacket | undefined>;
  outgoingStream(client: ClientId): Readable;
  storeRetained(packet: AedesPublishPacket): Promise<void>;
  cleanSubscriptions(client: ClientId): Promise<void>;
}

/** Bounds what the embedded broker keeps, and finds a message to acknowledge without walking through its queue. */
export class BoundedPersistence {
  private readonly queues = new Map<string, SessionQueue>();
  private readonly awaySinceMs = new Map<string, number>();
  private readonly overflowing = new Set<string>();
  private readonly retained = new Map<string, number>();
  private retainedBytes = 0;
  private readonly cleanSubscriptions: QueuePersistence['cleanSubscriptions'];

  /** @param base aedes' own in-memory persistence, which keeps subscriptions, wills and retained messages */
  constructor(
    base: QueuePersistence,
    private readonly limits: BrokerLimits,
    private readonly log: DoorLog,
  ) {
    const storeRetained = base.storeRetained.bind(base);
    this.cleanSubscriptions = base.cleanSubscriptions.bind(base);
    Object.assign(base, {
      storeRetained: async (packet) => {
        if (this.admitRetained(packet)) await storeRetained(packet);
      },
      cleanSubscriptions: (client) => this.forget(client.id),
      outgoingEnqueue: async ({ clientId }, packet) => this.enqueue(clientId, packet),
      outgoingEnqueueCombi: async (subs, packet) => {
        for (const { clientId } of subs) this.enqueue(clientId, packet);
      },
      outgoingUpdate: async ({ id }, packet) => this.queues.get(id)?.sent(packet),
      outgoingClearMessageId: async ({ id }, { messageId }) =>
        messageId === undefined ? undefined : this.acknowledge(id, messageId),
      outgoingStream: ({ id }) => Readable.from(this.queues.get(id)?.replay() ?? []),
    } satisfies QueuePersistence);
  }

  /** aedes' hook before it forwards a live message: null while an older one is still on its way out of the queue. */
  readonly authorizeForward = (client: Client, packet: AedesPublishPacket): AedesPublishPacket | null => {
    const isLive = packet.qos > 0 && packet.messageId === undefined && !packet.retain;
    return isLive && !client.clean && this.queues.get(client.id)?.isReplaying ? null : packet;
  };

  onConnected(client: Client): void {
    this.awaySinceMs.delete(client.id);
  }

  onDisconnected(client: Client, nowMs: number): void {
    if (client.clean) return;
    this.awaySinceMs.set(client.id, nowMs);
    const queue = this.queues.get(client.id);
    if (queue) queue.isReplaying = true;
  }

  /** Forgets sessions that stay away for too long, and the oldest of too many. */
  async sweep(nowMs: number): Promise<void> {
    const surplus = this.awaySinceMs.size - this.limits.maxSessions;
    const oldestFirst = [...this.awaySinceMs];
    for (const [i, [id, sinceMs]] of oldestFirst.entries()) {
      if (i >= surplus && nowMs - sinceMs <= this.limits.sessionExpiryMs) continue;
      this.log.warn(
        { client: id, messages: this.queues.get(id)?.size ?? 0 },
        'forgot the session of an absent client',
      );
      await this.forget(id);
    }
  }

  private async forget(id: string): Promise<void> {
    this.queues.delete(id);
    this.awaySinceMs.delete(id);
    this.overflowing.delete(id);
    await this.cleanSubscriptions({ id });
  }

  private enqueue(id: string, packet: AedesPublishPacket): void {
    const queue = this.queues.get(id) ?? new SessionQueue(this.awaySinceMs.has(id));
    this.queues.set(id, queue);
    const { maxQueuedMessages, maxQueuedBytes } = this.limits;
    if (queue.size < maxQueuedMessages && queue.bytes + packet.payload.length <= maxQueuedBytes) {
      queue.add(packet);
      return;
    }
    if (this.overflowing.has(id)) return;
    this.overflowing.add(id);
    const context = { client: id, messages: queue.size, bytes: queue.bytes };
    this.log.error(context, 'a session has reached its limit: newer messages for it are dropped');
  }

  private acknowledge(id: string, messageId: number): AedesPublishPacket | undefined {
    const queue = this.queues.get(id);
    if (queue && queue.size < this.limits.maxQueuedMessages / 2) this.overflowing.delete(id);
    return queue?.acknowledged(messageId);
  }

  private admitRetained({ topic, payload }: AedesPublishPacket): boolean {
    const before = this.retained.get(topic) ?? 0;
    const { maxRetainedMessages, maxRetainedBytes } = this.limits;
    const isNew = payload.length > 0 && !this.retained.has(topic);
    const bytes = this.retainedBytes - before + payload.length;
    if ((isNew && this.retained.size >= maxRetainedMessages) || bytes > maxRetainedBytes) {
      this.log.error({ topic, messages: this.retained.size, bytes }, 'no room to retain a message');
      return false;
    }
    this.retainedBytes = bytes;
    if (payload.length > 0) this.retained.set(topic, payload.length);
    else this.retained.delete(topic);
    return true;
  }
}
