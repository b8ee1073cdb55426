import { isRecordAt, recordEnd } from './record-format.js';

/** Bytes of a segment from `from` up to `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Scan {
  /** Where the last whole record ends. */
  readonly end: number;
  /** What is no record, with whole records behind it. */
  readonly damaged: readonly Stretch[];
}

/** Bytes that searches behind damages may check, as multiples of what is scanned: they must end soon, whatever the bytes look like. */
const mostChecked = 16;

/** Walks from record to record. Where one is damaged, searches for the next place at which length and checksum fit. */
export function scanRecords(bytes: Buffer, from: number): Scan {
  const damaged: Stretch[] = [];
  const search = { bytesLeft: mostChecked * bytes.length };
  let end = Math.min(from, bytes.length);
  let at: number | undefined = from;
  while (at !== undefined && at < bytes.length) {
    if (isRecordAt(bytes, at)) {
      if (at > end) damaged.push({ from: end, to: at });
      at = end = recordEnd(bytes, at);
    } else {
      at = nextRecord(bytes, at + 1, search);
    }
  }
  return { end, damaged };
}

function nextRecord(bytes: Buffer, from: number, search: { bytesLeft: number }): number | undefined {
  for (let at = from; search.bytesLeft > 0; at++) {
    const end = recordEnd(bytes, at);
    if (end === Infinity) return undefined;
    if (end > bytes.length) continue;
    if (isRecordAt(bytes, at)) return at;
    search.bytesLeft -= end - at;
  }
  return undefined;
}
