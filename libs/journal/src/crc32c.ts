const bytes = 256;
const steps = 8;
/** Castagnoli's polynomial, bits reversed. */
const polynomial = 0x82f63b78;

const tables = new Int32Array(bytes * steps);
for (let byte = 0; byte < bytes; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  tables[byte] = crc;
}
for (let at = bytes; at < tables.length; at++) {
  const before = tables[at - bytes]!;
  tables[at] = tables[before & 255]! ^ (before >>> 8);
}

/**
 * CRC32C (RFC 3720, 12.1 and B.4) of `data` from `from` up to `to`, eight bytes a step ("slicing by 8"), or of what had the checksum
 * `before` and this. Written here because it is twelve times as fast as the usual package, which goes byte by byte; see the README.
 */
export function crc32c(data: Uint8Array, from = 0, to = data.length, before = 0): number {
  let crc = ~before;
  let at = from;
  for (; at + steps <= to; at += steps) {
    const low = crc ^ (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24));
    crc =
      tables[1792 + (low & 255)]! ^
      tables[1536 + ((low >>> 8) & 255)]! ^
      tables[1280 + ((low >>> 16) & 255)]! ^
      tables[1024 + (low >>> 24)]! ^
      tables[768 + data[at + 4]!]! ^
      tables[512 + data[at + 5]!]! ^
      tables[256 + data[at + 6]!]! ^
      tables[data[at + 7]!]!;
  }
  for (; at < to; at++) crc = tables[(crc ^ data[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
