import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { JournalEntry } from './journal-entry.js';
import { isRecordAt, recordEnd, recordHeaderBytes } from './record-format.js';
import { segmentHeaderBytes } from './segment-header.js';
import { type Segment, skipDamage, soundUpTo } from './segment.js';

export interface ReadBounds {
  readonly from: number;
  /** Records that begin before. */
  readonly to: number;
  /** Of all records with their headers; one record is read whatever its size. */
  readonly maxBytes: number;
}

/** What the reader finds where whole records have been before. */
export class UnsoundSegment extends Error {}

/** The records from `from` on; none when there are none before `to`. Throws `UnsoundSegment` when one is damaged. */
export async function readEntries(segment: Segment, bounds: ReadBounds): Promise<JournalEntry[]> {
  const from = skipDamage(segment, bounds.from);
  if (from >= Math.min(bounds.to, segment.end)) return [];
  const handle = await open(segment.file, 'r');
  try {
    const upTo = soundUpTo(segment, from);
    const bytes = await readChunk(handle, from, upTo, Math.max(bounds.maxBytes, recordHeaderBytes));
    return entriesOf(segment.number, bytes, { ...bounds, from });
  } finally {
    await handle.close();
  }
}

/** Where the first record at or behind an offset begins, which need not be one that we have ever named. */
export async function nextRecordIn(segment: Segment, offset: number): Promise<number> {
  const bytes = await readFile(segment.file);
  let at = skipDamage(segment, segmentHeaderBytes);
  while (at < Math.min(offset, segment.end)) at = skipDamage(segment, recordEnd(bytes, at));
  return at;
}

/** At least one record, if it is whole. */
async function readChunk(handle: FileHandle, from: number, upTo: number, most: number): Promise<Buffer> {
  const bytes = await readAt(handle, from, Math.min(upTo - from, most));
  const firstBytes = recordEnd(bytes, 0);
  if (firstBytes <= bytes.length) return bytes;
  if (firstBytes > upTo - from) throw new UnsoundSegment();
  return readAt(handle, from, firstBytes);
}

async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  const { bytesRead } = await handle.read(bytes, 0, length, from);
  if (bytesRead < length) throw new UnsoundSegment();
  return bytes;
}

function entriesOf(segment: number, bytes: Buffer, { from, to }: ReadBounds): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let at = 0;
  for (let end = recordEnd(bytes, at); from + at < to && end <= bytes.length; end = recordEnd(bytes, at)) {
    if (!isRecordAt(bytes, at)) {
      if (entries.length > 0) return entries;
      throw new UnsoundSegment();
    }
    entries.push({
      position: { segment, offset: from + at },
      next: { segment, offset: from + end },
      record: bytes.subarray(at + recordHeaderBytes, end),
    });
    at = end;
  }
  return entries;
}
