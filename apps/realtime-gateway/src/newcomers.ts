import type { WatchRequest } from '@kilowatch/contracts';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FanOut } from './fan-out.js';
import { GatewaySettings } from './gateway-settings.js';
import type { Reader } from './reader.js';

interface Waiting {
  readonly watched: WatchRequest;
  readonly readers: Set<Reader>;
}

/**
 * Gives those who have just come their first snapshot. The first one gets it at once; who comes within the pause after that and watches
 * the same gets it together with others, encoded once: after a restart every page comes back in the same seconds.
 */
@Injectable()
export class Newcomers implements OnModuleDestroy {
  /** By what is watched: who waits for the end of the pause. */
  private readonly waiting = new Map<string, Waiting>();
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly fanOut: FanOut,
    private readonly settings: GatewaySettings,
  ) {}

  welcome(reader: Reader): void {
    const key = JSON.stringify(reader.watched);
    const others = this.waiting.get(key);
    if (others) {
      others.readers.add(reader);
      return;
    }
    this.waiting.set(key, { watched: reader.watched, readers: new Set() });
    this.fanOut.greet(reader.watched, [reader]);
    this.pause ??= setTimeout(() => this.greetThoseWhoWait(), this.settings.readers.greetingMs);
  }

  leave(reader: Reader): void {
    for (const { readers } of this.waiting.values()) readers.delete(reader);
  }

  onModuleDestroy(): void {
    clearTimeout(this.pause);
    this.waiting.clear();
  }

  private greetThoseWhoWait(): void {
    for (const [key, { watched, readers }] of this.waiting) {
      if (readers.size === 0) this.waiting.delete(key);
      else this.fanOut.greet(watched, [...readers]);
      readers.clear();
    }
    this.pause =
      this.waiting.size === 0
        ? undefined
        : setTimeout(() => this.greetThoseWhoWait(), this.settings.readers.greetingMs);
  }
}
