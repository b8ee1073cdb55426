import { victronKeepAlive } from '@kilowatch/contracts';
import { DialectBook } from '@kilowatch/dialects';
import { MessagingClient } from '@kilowatch/messaging';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IngestSettings } from './ingest-settings.js';

/** Says to devices that fall silent where nobody listens that somebody does. */
@Injectable()
export class KeepAlives implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dialects: DialectBook,
    private readonly client: MessagingClient,
    private readonly settings: IngestSettings,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.say(), this.settings.config.INGEST_KEEP_ALIVE_S * 1_000);
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async say(): Promise<void> {
    if (!this.client.isConnected) return;
    for (const { topic, payload } of this.dialects.keepAlives()) {
      const address = victronKeepAlive.params(topic);
      if (address) await this.#publish(address, payload);
    }
  }

  /** One that is lost is made up for by the next. */
  async #publish(address: { portal: string }, payload: string): Promise<void> {
    try {
      await this.client.publish(victronKeepAlive, address, payload);
    } catch (error) {
      this.settings.log.warn({ ...address, err: error }, 'a device could not be told that we listen');
    }
  }
}
