import type { BodyOf, quarantineAdded } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';
import type { HistorianConfig } from './config.js';

/** What every part of the service may know. */
export abstract class HistorianSettings {
  abstract readonly config: HistorianConfig;
  abstract readonly log: Log;
  /** UTC epoch ms. */
  abstract readonly now: () => number;
}

/** Where messages go that were well-formed and yet are not history: counted, logged and quarantined by the door. */
export abstract class Refusals {
  abstract readonly refuse: Door['refuse'];
  /** Sends an entry to quarantine without a message that is refused; resolves when the broker has it. */
  abstract readonly keep: (entry: BodyOf<typeof quarantineAdded>) => Promise<void>;
}
