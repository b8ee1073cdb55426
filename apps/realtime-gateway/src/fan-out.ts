import type { Snapshot, WatchRequest } from '@kilowatch/contracts';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GatewayCounters } from './gateway-counters.js';
import { GatewaySettings } from './gateway-settings.js';
import { Laggards, laggingRoom } from './laggards.js';
import { LiveState } from './live-state.js';
import { type News, send } from './news.js';
import { type LiveNamespace, type Reader, roomsFor, waitingRoom } from './reader.js';
import { SnapshotsOfNow } from './snapshots-of-now.js';
import { backlogBytes, cutOff, cutOffAll } from './engine-internals.js';

/** Sends changes to those who follow the device, encoded once for all whose sockets keep up. */
@Injectable()
export class FanOut implements OnModuleDestroy {
  private isEnding = false;
  private namespace: LiveNamespace | undefined;
  private readonly readers = new Set<Reader>();
  private readonly snapshots = new SnapshotsOfNow((watched) => this.snapshotOf(watched));

  constructor(
    private readonly live: LiveState,
    private readonly laggards: Laggards,
    private readonly settings: GatewaySettings,
    private readonly counters: GatewayCounters,
  ) {}

  serve(namespace: LiveNamespace): void {
    this.namespace = namespace;
  }

  /** Takes a reader in, unless the end has come. It hears nothing before it is greeted. */
  join(reader: Reader, watched: WatchRequest): boolean {
    if (this.isEnding) {
      cutOff(reader.socket);
      return false;
    }
    this.readers.add(reader);
    this.counters.readers = this.readers.size;
    reader.watch(watched);
    reader.wait();
    return true;
  }

  /** Sends newcomers who watch the same their snapshot, encoded once, and a beat: from then on they notice when none comes. */
  greet(watched: WatchRequest, readers: readonly Reader[]): void {
    const waiting = readers.filter(({ isWaiting }) => isWaiting);
    if (waiting.length === 0) return;
    const snapshot = this.snapshots.of(watched);
    const newcomers = this.namespace?.to(waiting.map(({ socket }) => socket.id));
    newcomers?.emit('snapshot', snapshot);
    newcomers?.emit('beat', { atMs: snapshot.atMs });
    for (const reader of waiting) reader.waitNoMore();
  }

  /** Lets everybody who is up to date hear that we are here, and what the time is. */
  beat(): void {
    this.namespace?.except([laggingRoom, waitingRoom]).emit('beat', { atMs: this.settings.now() });
  }

  onModuleDestroy(): void {
    this.isEnding = true;
    this.snapshots.clear();
    if (this.namespace) cutOffAll(this.namespace);
  }

  leave(reader: Reader): void {
    this.readers.delete(reader);
    this.counters.readers = this.readers.size;
    this.laggards.forget(reader);
  }

  /** Everything that a reader follows, as it is now; what it has missed is in it. For answers it is encoded once, too. */
  snapshotFor(reader: Reader): Snapshot {
    reader.missed?.forgetState();
    return this.snapshots.of(reader.watched);
  }

  /** Bytes that all sockets together have not taken yet. */
  backlogBytes(): number {
    return [...this.readers].reduce((bytes, { socket }) => bytes + backlogBytes(socket), 0);
  }

  publish(news: readonly News[]): void {
    if (news.length === 0) return;
    this.snapshots.clear();
    if (this.readers.size === 0) return;
    this.laggards.setAside(this.readers);
    for (const one of news) {
      if (this.namespace)
        send(this.namespace.to(roomsFor(one.device)).except([laggingRoom, waitingRoom]), one);
      this.laggards.remember(one);
    }
  }

  private snapshotOf(watched: WatchRequest): Snapshot {
    return { atMs: this.settings.now(), devices: this.live.snapshot(watched) };
  }
}
