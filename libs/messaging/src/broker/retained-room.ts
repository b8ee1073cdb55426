import { covers, ourTopics } from '@kilowatch/contracts';
import type { BrokerLimits } from './broker-limits.js';

/** Of the room: what devices retain must not take it from states and registry, by which everybody knows of them. */
const shareOfOthers = 0.5;

interface Taken {
  messages: number;
  bytes: number;
}

/** Counts what is retained, so that it stays within bounds. */
export class RetainedRoom {
  private readonly sizes = new Map<string, number>();
  private readonly all: Taken = { messages: 0, bytes: 0 };
  private readonly others: Taken = { messages: 0, bytes: 0 };

  constructor(private readonly limits: Pick<BrokerLimits, 'maxRetainedMessages' | 'maxRetainedBytes'>) {}

  get messages(): number {
    return this.all.messages;
  }

  get bytes(): number {
    return this.all.bytes;
  }

  /** Enters a message in place of the one before on its topic, an empty one takes that out; false: there is no room for it. */
  admit(topic: string, bytes: number): boolean {
    const before = this.sizes.get(topic);
    const change = {
      messages: Number(bytes > 0) - Number(before !== undefined),
      bytes: bytes - (before ?? 0),
    };
    const accounts = covers(ourTopics, topic) ? [this.all] : [this.all, this.others];
    if (bytes > 0 && !accounts.every((account) => this.hasRoom(account, change))) return false;
    for (const account of accounts) {
      account.messages += change.messages;
      account.bytes += change.bytes;
    }
    if (bytes > 0) this.sizes.set(topic, bytes);
    else this.sizes.delete(topic);
    return true;
  }

  private hasRoom(taken: Taken, change: Taken): boolean {
    const share = taken === this.others ? shareOfOthers : 1;
    const { maxRetainedMessages, maxRetainedBytes } = this.limits;
    return (
      (change.messages <= 0 || taken.messages + change.messages <= maxRetainedMessages * share) &&
      (change.bytes <= 0 || taken.bytes + change.bytes <= maxRetainedBytes * share)
    );
  }
}
