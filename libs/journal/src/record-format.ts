import { crc32c } from './crc32c.js';

/** Length of the payload and CRC32C of length and payload, each u32 little endian. The payload follows. */
export const recordHeaderBytes = 8;

const lengthBytes = 4;

export const recordBytesOf = (payload: Uint8Array): number => recordHeaderBytes + payload.length;

const checksumAt = (bytes: Buffer, at: number, end: number): number =>
  crc32c(bytes, at + recordHeaderBytes, end, crc32c(bytes, at, at + lengthBytes));

/** Writes a record at `at` and returns where it ends. */
export function writeRecord(bytes: Buffer, at: number, payload: Uint8Array): number {
  const end = at + recordBytesOf(payload);
  bytes.writeUInt32LE(payload.length, at);
  bytes.set(payload, at + recordHeaderBytes);
  bytes.writeUInt32LE(checksumAt(bytes, at, end), at + lengthBytes);
  return end;
}

/** Where the record at `at` would end; beyond the bytes when it is not whole. */
export const recordEnd = (bytes: Buffer, at: number): number =>
  at + recordHeaderBytes > bytes.length ? Infinity : at + recordHeaderBytes + bytes.readUInt32LE(at);

/** Whether a whole record with the right checksum begins at `at`. */
export function isRecordAt(bytes: Buffer, at: number): boolean {
  const end = recordEnd(bytes, at);
  return end <= bytes.length && checksumAt(bytes, at, end) === bytes.readUInt32LE(at + lengthBytes);
}
