import { crc32c } from './crc32c.js';
import { JournalRefused } from './journal-errors.js';

export interface SegmentHeader {
  readonly journalId: string;
  readonly segment: number;
  /** Where the segment before it ended, so that it is noticed when that has become shorter; 0 when nobody knows. */
  readonly previousEnd: number;
}

const magic = Buffer.from('KWJRNL\r\n', 'latin1');
const version = 1;
const versionAt = magic.length;
const segmentAt = versionAt + 4;
const previousEndAt = segmentAt + 8;
const idAt = previousEndAt + 8;
const idBytes = 16;
const checksumAt = idAt + idBytes;

/** Magic, version (u32), segment number (u64), end of the previous segment (u64), journal id (16 bytes), CRC32C of all that; little endian. */
export const segmentHeaderBytes = checksumAt + 4;

export function encodeHeader({ journalId, segment, previousEnd }: SegmentHeader): Buffer {
  const header = Buffer.alloc(segmentHeaderBytes);
  header.set(magic);
  header.writeUInt32LE(version, versionAt);
  header.writeBigUInt64LE(BigInt(segment), segmentAt);
  header.writeBigUInt64LE(BigInt(previousEnd), previousEndAt);
  header.write(journalId.replaceAll('-', ''), idAt, idBytes, 'hex');
  header.writeUInt32LE(crc32c(header, 0, checksumAt), checksumAt);
  return header;
}

const asUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Undefined when it is short or damaged. Throws when a newer version has written it. */
export function decodeHeader(bytes: Buffer, file: string): SegmentHeader | undefined {
  if (bytes.length < segmentHeaderBytes || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  if (crc32c(bytes, 0, checksumAt) !== bytes.readUInt32LE(checksumAt)) return undefined;
  const found = bytes.readUInt32LE(versionAt);
  if (found !== version)
    throw new JournalRefused(
      `The journal ${file} was written by another version of Kilowatch (format ${found}, this one knows ${version}): start that one, or move the folder away`,
    );
  return {
    journalId: asUuid(bytes.toString('hex', idAt, checksumAt)),
    segment: Number(bytes.readBigUInt64LE(segmentAt)),
    previousEnd: Number(bytes.readBigUInt64LE(previousEndAt)),
  };
}
