import type { Door, DoorCounters, KeepNow } from '@kilowatch/messaging';
import type { Log, ServiceContext } from '@kilowatch/service-kit';
import type { IngestConfig } from './config.js';

/** What every part of the service may know: configuration, log, clock, and the connection's ups and downs. */
export abstract class IngestSettings {
  abstract readonly config: IngestConfig;
  abstract readonly log: Log;
  abstract readonly now: () => number;
  /** Traffic with the broker; how often that was lost and found again. */
  abstract readonly traffic: () => Readonly<DoorCounters>;
  /** Adds to what the service says of itself. */
  abstract readonly tell: ServiceContext['details']['add'];
  /** Resolves when the door is connected and subscribed; rejects when it is closed before. */
  abstract readonly whenReady: () => Promise<void>;
}

/** Where messages go that were well-formed and yet make no sense: counted, logged and quarantined by the door. */
export abstract class Refusals {
  abstract readonly refuse: Door['refuse'];
  /** When it is true, all that was refused in this turn of the event loop is in the file of the quarantine, synced. */
  abstract readonly keepNow: KeepNow;
}
