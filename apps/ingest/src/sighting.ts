import type { About } from '@kilowatch/dialects';

/** A message of a device, or of its last will. */
export interface Sighting {
  readonly device: string;
  readonly receivedAtMs: number;
  /** When the device itself was certainly there; unknown for a last will and for retained messages without a time. */
  readonly aliveAtMs: number | undefined;
  /** Of a time that is over, as an import is: nothing follows from it for now. */
  readonly isFormer?: boolean | undefined;
  /** When it was made by the device's own clock, right or wrong; undefined where it does not say. */
  readonly ownAtMs?: number | undefined;
  /** The device speaks itself: a report or `online`. The first real one to do so retires the demo devices of its kind. */
  readonly isSpeaking: boolean;
  /** What the message says of the connection; a report says nothing. */
  readonly connection?: 'online' | 'offline' | undefined;
  readonly dialect?: string | undefined;
  /** What the device says of itself. */
  readonly about?: About | undefined;
}
