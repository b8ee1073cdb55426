import type { Sighting } from '../sighting.js';

export const startMs = 1_800_000_000_000;

/** A living device that says something. */
export const aReport = (device: string, changes: Partial<Sighting> = {}): Sighting => {
  const receivedAtMs = changes.receivedAtMs ?? startMs;
  return { device, receivedAtMs, aliveAtMs: receivedAtMs, isSpeaking: true, ...changes };
};
