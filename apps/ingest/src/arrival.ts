import type { DeviceSequence, Reading } from '@kilowatch/contracts';
import type { About, BrokenPieces, Completed } from '@kilowatch/dialects';
import type { Refusable } from '@kilowatch/messaging';
import type { Sighting } from './sighting.js';

/** A device message as it came in: over the broker, or posted. */
export type DeviceInput = Refusable & { readonly receivedAtMs: number };

/** What a device message says of one device after its dialect has read it, or why it is refused. */
export interface Arrival extends Sighting {
  readonly received: DeviceInput;
  readonly readings: readonly Reading[];
  readonly sequence?: DeviceSequence | undefined;
  readonly refusal?: string | undefined;
  /** What else was in the message and cannot be taken; the rest is. */
  readonly shortcoming?: BrokenPieces | undefined;
  /** How the device speaks. */
  readonly dialect?: string | undefined;
  /** Of each reading what its unit is; absent: that of the metric. */
  readonly units?: Completed['units'] | undefined;
  readonly about?: About | undefined;
}

/** Nothing of it makes sense, but for its number perhaps. */
export const refusedArrival = (
  received: DeviceInput,
  refusal: string,
  sequence?: DeviceSequence,
): Arrival => ({
  received,
  device: '',
  receivedAtMs: received.receivedAtMs,
  aliveAtMs: undefined,
  isSpeaking: false,
  readings: [],
  sequence,
  refusal,
});
