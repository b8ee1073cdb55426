import { type BodyOf, Fault, type MessageContract } from '@kilowatch/contracts';
import { MessagingClient } from '@kilowatch/messaging';
import { ingestConfig } from '../config.js';
import type { IngestSettings } from '../ingest-settings.js';

/** A messaging client in memory: keeps what is published, or refuses it while the broker is away. */
export class KeptMessages extends MessagingClient {
  isConnected = true;
  readonly #kept: { contract: string; body: unknown }[] = [];

  async publish(...[contract, , body]: Parameters<MessagingClient['publish']>): Promise<void> {
    if (!this.isConnected) throw new Fault('broker.disconnected', 'away');
    this.#kept.push({ contract: contract.pattern, body: structuredClone(body) });
  }

  request(): never {
    throw new Error('nobody answers here');
  }

  of<C extends MessageContract>({ pattern }: C): BodyOf<C>[] {
    return this.#kept.filter(({ contract }) => contract === pattern).map(({ body }) => body as BodyOf<C>);
  }
}

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Defaults, no log, and this clock. */
export const settingsAt = (now: () => number): IngestSettings => ({
  config: ingestConfig.parse({}),
  log: quiet,
  now,
  traffic: () => ({
    ...{ received: 0, refused: 0, refusals: {}, dropped: 0, published: 0, notConfirmed: 0, reconnects: 0 },
  }),
  tell: () => undefined,
  whenReady: () => Promise.resolve(),
});
