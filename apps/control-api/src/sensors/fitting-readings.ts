import { deflateRawSync } from 'node:zlib';
import type { SensorRow } from '@kilowatch/contracts';

/** Of an answer that is packed and goes through the broker; a third more as base64. */
const mostPackedBytes = 320 * 1024;
/** From so many characters it is guessed how small the rest becomes; the guess may be wrong by so much. */
const sampleCharacters = 64 * 1024;
const margin = 0.8;

/** The newest of the readings, as many as fit packed into a message. They ascend by time. */
export function fittingReadings(readings: readonly SensorRow[]): readonly SensorRow[] {
  const lengths = readings.map((row) => JSON.stringify(row).length + 1);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total * 2 <= mostPackedBytes) return readings; // however badly they pack
  let most = (mostPackedBytes * margin) / packedShare(readings, lengths);
  for (let first = readings.length; first > 0; first -= 1) {
    most -= lengths[first - 1]!;
    if (most < 0) return readings.slice(first);
  }
  return readings;
}

/** Bytes that a character of the newest readings becomes. */
function packedShare(readings: readonly SensorRow[], lengths: readonly number[]): number {
  let characters = 0;
  let first = readings.length;
  while (first > 0 && characters < sampleCharacters) characters += lengths[(first -= 1)]!;
  return deflateRawSync(JSON.stringify(readings.slice(first))).length / characters;
}
