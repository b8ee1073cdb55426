import type { OriginalMessage, Reading } from '@kilowatch/contracts';

/** One device message and what was read from it: they travel together. */
export interface TelemetryPart {
  readonly readings: readonly Reading[];
  readonly message: OriginalMessage;
}

const envelopeBytes = 200;
const numbersOfReadingBytes = 24 + 3 * 16; // a double, two times, an ordinal, each as long as it can be
const keysOfReadingBytes = 110;
const keysOfMessageBytes = 100;

const bytesOf = (text: string): number => Buffer.byteLength(JSON.stringify(text));

/** Upper bound of what a part adds to the encoded batch. */
function encodedBytes({ readings, message }: TelemetryPart): number {
  const device = bytesOf(message.device);
  let bytes = keysOfMessageBytes + device + bytesOf(message.source) + bytesOf(message.body);
  for (const { metric, index = '' } of readings)
    bytes += keysOfReadingBytes + numbersOfReadingBytes + device + bytesOf(metric) + bytesOf(index);
  return bytes;
}

/** Groups parts, in order, so that no group's batch is longer than `maxBytes`. A part that is longer alone gets no company. */
export function grouped(parts: readonly TelemetryPart[], maxBytes: number): TelemetryPart[][] {
  const groups: TelemetryPart[][] = [];
  let roomBytes = -1;
  for (const part of parts) {
    const bytes = encodedBytes(part);
    if (bytes > roomBytes) {
      groups.push([]);
      roomBytes = maxBytes - envelopeBytes;
    }
    groups.at(-1)!.push(part);
    roomBytes -= bytes;
  }
  return groups;
}

/** Whether a part fits into a batch at all. */
export const fits = (part: TelemetryPart, maxBytes: number): boolean =>
  encodedBytes(part) <= maxBytes - envelopeBytes;
