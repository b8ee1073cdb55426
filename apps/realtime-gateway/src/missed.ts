import type { CommandState, DeviceEntry } from '@kilowatch/contracts';
import type { LiveState } from './live-state.js';
import type { News } from './news.js';

/** What a lagging reader has not been sent: the newest per device only. */
export class Missed {
  /** Device → the first update missed. The values are looked up when it is time to send them. */
  private readonly updates = new Map<string, number>();
  private readonly entries = new Map<string, DeviceEntry>();
  private readonly commands = new Map<string, CommandState>();

  get size(): number {
    return this.updates.size + this.entries.size + this.commands.size;
  }

  add(news: News): void {
    if (news.event === 'device') this.entries.set(news.device, news.body);
    else if (news.event === 'command') this.commands.set(news.device, news.body);
    else if (!this.updates.has(news.device)) this.updates.set(news.device, news.body.fromSeq);
  }

  /** A snapshot tells all of this. */
  forgetState(): void {
    this.updates.clear();
    this.entries.clear();
  }

  /** Entries first: a delta needs its device. */
  newest(live: LiveState): News[] {
    const deltas = [...this.updates].map(([device, fromSeq]) => live.since(device, fromSeq));
    return [
      ...[...this.entries].map(([device, body]): News => ({ event: 'device', device, body })),
      ...deltas
        .filter((body) => body !== undefined)
        .map((body): News => ({ event: 'delta', device: body.device, body })),
      ...[...this.commands].map(([device, body]): News => ({ event: 'command', device, body })),
    ];
  }
}
