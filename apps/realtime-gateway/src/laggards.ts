import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GatewayCounters } from './gateway-counters.js';
import { GatewayLog } from './gateway-log.js';
import { GatewaySettings } from './gateway-settings.js';
import { LiveState } from './live-state.js';
import { Missed } from './missed.js';
import { type News, send } from './news.js';
import type { Reader } from './reader.js';
import { backlogBytes, cutOff } from './engine-internals.js';

/** The room of readers that broadcasts leave out. */
export const laggingRoom = 'lagging';

/**
 * Readers whose sockets do not take what they are sent. For each it keeps only which updates were missed; when the
 * socket has taken everything, the newest values follow as one delta per device. One that does not is cut off.
 */
@Injectable()
export class Laggards implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly live: LiveState,
    private readonly settings: GatewaySettings,
    private readonly counters: GatewayCounters,
    private readonly log: GatewayLog,
  ) {}

  isBehind(reader: Reader): boolean {
    return backlogBytes(reader.socket) > this.settings.readers.backlogBytes;
  }

  /** Closes the socket of a reader that harms the others; when it comes back it gets a snapshot. */
  cutOff(reader: Reader, reason: string): void {
    this.counters.cutOff += 1;
    this.log.warn(
      { socket: reader.socket.id, backlogBytes: backlogBytes(reader.socket) },
      `Socket closed: ${reason}`,
    );
    cutOff(reader.socket);
  }

  /** Sets aside those that have fallen behind. A look at an idle socket costs next to nothing. */
  setAside(readers: Iterable<Reader>): void {
    for (const reader of readers) {
      if (reader.missed || !this.isBehind(reader)) continue;
      reader.missed = new Missed();
      void reader.socket.join(laggingRoom);
      this.readers.add(reader);
      this.counters.lags += 1;
      this.sweeping ??= setInterval(() => this.sweep(), this.settings.readers.sweepMs);
    }
    this.counters.lagging = this.readers.size;
  }

  /** Remembers what those who lag and follow the device are not sent now. */
  remember(news: News): void {
    for (const reader of this.readers) {
      if (!reader.missed || !reader.follows(news.device)) continue;
      reader.missed.add(news);
      // Devices that come and go while it lags: what it has missed must not outgrow what there is.
      if (reader.missed.size > this.settings.live.devices * 3) this.cutOff(reader, 'it missed too much');
    }
  }

  forget(reader: Reader): void {
    this.readers.delete(reader);
    this.counters.lagging = this.readers.size;
    if (this.readers.size === 0) this.onModuleDestroy();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeping);
    this.sweeping = undefined;
  }

  private sweep(): void {
    const nowMs = this.settings.now();
    for (const reader of this.readers) {
      const bytes = backlogBytes(reader.socket);
      if (bytes === 0) this.catchUp(reader);
      else this.closeIfHopeless(reader, bytes, nowMs);
    }
  }

  private catchUp(reader: Reader): void {
    const { socket, missed } = reader;
    reader.missed = undefined;
    reader.overflowingSinceMs = undefined;
    void socket.leave(laggingRoom);
    this.forget(reader);
    for (const news of missed?.newest(this.live) ?? []) send(socket, news);
  }

  private closeIfHopeless(reader: Reader, bytes: number, nowMs: number): void {
    const { closeBytes, closeAfterMs } = this.settings.readers;
    if (bytes <= closeBytes) reader.overflowingSinceMs = undefined;
    else reader.overflowingSinceMs ??= nowMs;
    if (reader.overflowingSinceMs === undefined || nowMs - reader.overflowingSinceMs < closeAfterMs) return;
    this.cutOff(reader, 'it did not take what was sent');
  }
}
