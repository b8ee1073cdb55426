import type { DeviceSequence, OriginalMessage, Reading } from '@kilowatch/contracts';

/** One device message, what was read from it, and both as they stand in an encoded batch: encoded once. Of a refused one only its number. */
export interface TelemetryPart {
  readonly device: string;
  readonly readings: readonly Reading[];
  /** JSON, with commas between; empty where there is none. */
  readonly readingsText: string;
  readonly messageText: string;
  readonly sequenceText: string | undefined;
  /** What the texts add to the batch in UTF-8. */
  readonly bytes: number;
}

const commasBytes = 3;
const envelopeBytes = 200;

/** What a message says of a device. Of one that speaks for several the first part has the message itself. */
export function partOf(
  device: string,
  readings: readonly Reading[],
  message?: Omit<OriginalMessage, 'device'>,
  sequence?: DeviceSequence,
): TelemetryPart {
  const deviceText = JSON.stringify(device);
  let readingsText = '';
  for (const reading of readings)
    readingsText += (readingsText === '' ? '' : ',') + textOfReading(reading, deviceText);
  const messageText = message ? textOfMessage(message, deviceText) : '';
  const sequenceText = sequence && JSON.stringify(sequence);
  const bytes =
    commasBytes + bytesOf(readingsText) + bytesOf(messageText) + (sequenceText ? bytesOf(sequenceText) : 0);
  return { device, readings, readingsText, messageText, sequenceText, bytes };
}

/** Lets the historian acknowledge a message that is in quarantine. */
export function partOfRefused(sequence: DeviceSequence): TelemetryPart {
  const sequenceText = JSON.stringify(sequence);
  const bytes = commasBytes + bytesOf(sequenceText);
  return { device: sequence.device, readings: [], readingsText: '', messageText: '', sequenceText, bytes };
}

const bytesOf = (text: string): number => Buffer.byteLength(text);

// By hand: several times as fast as JSON.stringify of the object. Numbers of a reading are finite, so that they print as JSON.
function textOfReading(reading: Reading, device: string): string {
  const { metric, index, value, atMs, receivedAtMs, ordinal, quality } = reading;
  const indexText = index === undefined ? '' : `,"index":${JSON.stringify(index)}`;
  const qualityText = quality === undefined ? '' : `,"quality":"${quality}"`;
  return `{"device":${device},"metric":${JSON.stringify(metric)}${indexText},"value":${value},"atMs":${atMs},"receivedAtMs":${receivedAtMs},"ordinal":${ordinal}${qualityText}}`;
}

const textOfMessage = (
  { source, receivedAtMs, arrival, body }: Omit<OriginalMessage, 'device'>,
  device: string,
): string =>
  `{"source":${JSON.stringify(source)},"device":${device},"receivedAtMs":${receivedAtMs},"arrival":${arrival},"body":${JSON.stringify(body)}}`;

/** The JSON of a batch of these parts. */
export function textOfBatch(parts: readonly TelemetryPart[], batch: string, sentAtMs: number): string {
  const readings: string[] = [];
  const messages: string[] = [];
  const sequences: string[] = [];
  for (const { readingsText, messageText, sequenceText } of parts) {
    if (readingsText !== '') readings.push(readingsText);
    if (messageText !== '') messages.push(messageText);
    if (sequenceText !== undefined) sequences.push(sequenceText);
  }
  const end = sequences.length > 0 ? `,"sequences":[${sequences.join(',')}]` : '';
  return `{"batch":"${batch}","sentAtMs":${sentAtMs},"readings":[${readings.join(',')}],"messages":[${messages.join(',')}]${end}}`;
}

/** Groups parts, in order, so that no group's batch is longer than `maxBytes`. A part that is longer alone gets no company. */
export function grouped(parts: readonly TelemetryPart[], maxBytes: number): TelemetryPart[][] {
  const groups: TelemetryPart[][] = [];
  let roomBytes = -1;
  for (const part of parts) {
    if (part.bytes > roomBytes) {
      groups.push([]);
      roomBytes = maxBytes - envelopeBytes;
    }
    groups.at(-1)!.push(part);
    roomBytes -= part.bytes;
  }
  return groups;
}

/** Whether a part fits into a batch at all. */
export const fits = (part: TelemetryPart, maxBytes: number): boolean =>
  part.bytes <= maxBytes - envelopeBytes;
