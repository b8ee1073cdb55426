import type { DeviceSequence, Reading } from '@kilowatch/contracts';
import type { Received } from '@kilowatch/messaging';
import type { Sighting } from './device-registry.js';

/** A device message after its dialect: what it says, or why it is refused. */
export interface Arrival extends Sighting {
  readonly received: Received;
  readonly readings: readonly Reading[];
  readonly sequence?: DeviceSequence | undefined;
  readonly refusal?: string | undefined;
}
