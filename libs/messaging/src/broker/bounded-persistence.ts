import type { AedesPublishPacket, Client } from 'aedes';
import { Readable } from 'node:stream';
import type { DoorLog } from '../door.js';
import type { BrokerLimits } from './broker-limits.js';
import type { DurableSessions } from './durable-sessions.js';
import { RetainedRoom } from './retained-room.js';
import { SessionQueue } from './session-queue.js';
import type { Journalled } from './unacknowledged.js';

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
  private readonly retained: RetainedRoom;
  private readonly cleanSubscriptions: QueuePersistence['cleanSubscriptions'];

  /**
   * @param base aedes' own in-memory persistence, which keeps subscriptions, wills and retained messages
   * @param durable keeps sessions on the disk as well
   */
  constructor(
    base: QueuePersistence,
    private readonly limits: BrokerLimits,
    private readonly log: DoorLog,
    private readonly durable?: DurableSessions,
  ) {
    this.retained = new RetainedRoom(limits);
    const storeRetained = base.storeRetained.bind(base);
    this.cleanSubscriptions = base.cleanSubscriptions.bind(base);
    Object.assign(base, {
      storeRetained: async (packet) => {
        if (this.admitRetained(packet)) await storeRetained(packet);
      },
      cleanSubscriptions: (client) => this.forget(client.id),
      outgoingEnqueue: async ({ clientId }, packet) => this.enqueue(clientId, packet, undefined),
      outgoingEnqueueCombi: async (subs, packet) => {
        const journalled = durable?.admitted.queued(packet);
        for (const { clientId } of subs) this.enqueue(clientId, packet, journalled);
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

  /** Puts back what a session had not acknowledged in an earlier process; it gets it first of all when it connects. */
  restore(session: string, packet: AedesPublishPacket, journalled: Journalled, nowMs: number): void {
    this.awaySinceMs.set(session, nowMs);
    this.queueOf(session).add(packet, { journalled, isRestored: true });
  }

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
    this.durable?.journal.forget(id);
    await this.cleanSubscriptions({ id });
  }

  private queueOf(id: string): SessionQueue {
    const queue = this.queues.get(id) ?? new SessionQueue(this.awaySinceMs.has(id));
    this.queues.set(id, queue);
    return queue;
  }

  private enqueue(id: string, packet: AedesPublishPacket, journalled: Journalled | undefined): void {
    const queue = this.queueOf(id);
    const { maxQueuedMessages, maxQueuedBytes } = this.limits;
    // Of what is journalled for a session the gate has let no more pass than there is room for.
    if (journalled && this.durable?.journal.isFor(id, journalled)) return queue.add(packet, { journalled });
    if (queue.size < maxQueuedMessages && queue.bytes + packet.payload.length <= maxQueuedBytes)
      return queue.add(packet);
    if (this.overflowing.has(id)) return;
    this.overflowing.add(id);
    const context = { client: id, messages: queue.size, bytes: queue.bytes };
    this.log.error(context, 'a session has reached its limit: newer messages for it are dropped');
  }

  private acknowledge(id: string, messageId: number): AedesPublishPacket | undefined {
    const queue = this.queues.get(id);
    if (queue && queue.size < this.limits.maxQueuedMessages / 2) this.overflowing.delete(id);
    const kept = queue?.acknowledged(messageId);
    if (kept?.journalled) this.durable?.journal.acknowledged(id, kept.journalled);
    return kept;
  }

  private admitRetained({ topic, payload }: AedesPublishPacket): boolean {
    if (this.retained.admit(topic, payload.length)) return true;
    const { messages, bytes } = this.retained;
    this.log.error({ topic, messages, bytes }, 'no room to retain a message');
    return false;
  }
}
