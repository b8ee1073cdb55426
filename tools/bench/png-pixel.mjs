import { inflateSync } from 'node:zlib';

const headerBytes = 8;

/** The chunks of a PNG, by type; those that may come several times are joined. */
function chunksOf(png) {
  const chunks = new Map();
  for (let at = headerBytes; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.set(
      type,
      Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), png.subarray(at + 8, at + 8 + length)]),
    );
    at += length + 12;
  }
  return chunks;
}

function paeth(left, up, upLeft) {
  const guess = left + up - upLeft;
  const [dl, du, dul] = [left, up, upLeft].map((value) => Math.abs(guess - value));
  if (dl <= du && dl <= dul) return left;
  return du <= dul ? up : upLeft;
}

const predicted = [() => 0, (left) => left, (_left, up) => up, (left, up) => (left + up) >> 1, paeth];

/** The colour at a place of a picture with 8 bits per channel, as [red, green, blue] (PNG specification, filters 0 to 4). */
export function pixelOf(png, x, y) {
  const chunks = chunksOf(png);
  const header = chunks.get('IHDR');
  const width = header.readUInt32BE(0);
  const channels = header[9] === 6 ? 4 : 3;
  const data = inflateSync(chunks.get('IDAT'));
  const rowBytes = width * channels;
  let above = new Uint8Array(rowBytes);
  for (let row = 0; row <= y; row += 1) {
    const start = row * (rowBytes + 1);
    const predict = predicted[data[start]];
    const current = new Uint8Array(rowBytes);
    for (let i = 0; i < rowBytes; i += 1) {
      const left = i < channels ? 0 : current[i - channels];
      const upLeft = i < channels ? 0 : above[i - channels];
      current[i] = data[start + 1 + i] + predict(left, above[i], upLeft);
    }
    above = current;
  }
  return [...above.subarray(x * channels, x * channels + 3)];
}
