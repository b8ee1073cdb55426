import { setTimeout as pause } from 'node:timers/promises';
import { historyLatest } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FanOut } from './fan-out.js';
import { GatewaySettings } from './gateway-settings.js';
import { LiveState } from './live-state.js';

/**
 * Asks the historian for the newest values at start, until it answers: retained states do not tell those of the commanded
 * battery. What has arrived live meanwhile is newer and stays.
 */
@Injectable()
export class HistoryPriming implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ending = new AbortController();

  constructor(
    private readonly client: MessagingClient,
    private readonly live: LiveState,
    private readonly fanOut: FanOut,
    private readonly settings: GatewaySettings,
  ) {}

  onApplicationBootstrap(): void {
    void this.prime(); // the start does not wait for another service
  }

  onModuleDestroy(): void {
    this.ending.abort();
  }

  private async prime(): Promise<void> {
    const { signal } = this.ending;
    const { minMs, maxMs } = this.settings.primingPauses;
    let pauseMs = minMs;
    while (!(await this.ask()) && !signal.aborted) {
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, maxMs);
    }
  }

  /** False when there was no answer: the historian may start later than we do. */
  private async ask(): Promise<boolean> {
    try {
      const { readings } = await this.client.request(historyLatest, {}, {});
      if (!this.ending.signal.aborted) this.fanOut.publish(this.live.apply(readings));
      return true;
    } catch {
      return false;
    }
  }
}
