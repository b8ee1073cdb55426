import type { AedesPublishPacket } from 'aedes';
import type { Journalled } from './unacknowledged.js';

export interface Unqueued {
  readonly packet: AedesPublishPacket;
  readonly sessions: readonly string[];
  readonly journalled: Journalled;
  readonly atMs: number;
}

/**
 * Messages between the journal and the queues of their sessions. aedes makes a packet of its own of what a client has published, with
 * the fields it knows; what it hands on as it is, and we can know a message by, is the payload.
 */
export class Admitted {
  private readonly byPayload = new WeakMap<Uint8Array, Journalled>();
  private readonly unqueued = new Map<Journalled, Unqueued>();

  add(admitted: Unqueued): void {
    this.byPayload.set(bytesOf(admitted.packet), admitted.journalled);
    this.unqueued.set(admitted.journalled, admitted);
  }

  /** How a message that is queued now was journalled; undefined when it was not. */
  queued(packet: AedesPublishPacket): Journalled | undefined {
    const journalled = this.byPayload.get(bytesOf(packet));
    if (journalled) this.unqueued.delete(journalled);
    return journalled;
  }

  /** Takes out those that should have been queued by then: their publisher has gone while its acknowledgement was being written. */
  takeOverdue(beforeMs: number): Unqueued[] {
    const overdue: Unqueued[] = [];
    for (const admitted of this.unqueued.values()) {
      if (admitted.atMs > beforeMs) break; // in order of time
      overdue.push(admitted);
    }
    for (const { journalled } of overdue) this.unqueued.delete(journalled);
    return overdue;
  }
}

const bytesOf = ({ payload }: AedesPublishPacket): Uint8Array => payload as Uint8Array;
