import { Fault } from '@kilowatch/contracts';

/** The store cannot be used now; what was not confirmed is to be written again later. */
export class StoreAway extends Fault {
  constructor(
    message: string,
    /** How long the store itself wants to be left alone, ms from now; absent: it does not say. */
    readonly retryAfterMs: number | undefined,
    options?: ErrorOptions,
  ) {
    super('history.unavailable', message, options);
  }
}
