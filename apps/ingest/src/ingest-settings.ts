import type { Door } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';
import type { IngestConfig } from './config.js';

/** What every part of the service may know: configuration, log, clock, and how often the broker came back. */
export abstract class IngestSettings {
  abstract readonly config: IngestConfig;
  abstract readonly log: Log;
  abstract readonly now: () => number;
  abstract readonly reconnects: () => number;
}

/** Where messages go that were well-formed and yet make no sense: counted, logged and quarantined by the door. */
export abstract class Refusals {
  abstract readonly refuse: Door['refuse'];
}
