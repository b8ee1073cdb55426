/** Words of 32 bits that `count` whole numbers of `width` bits take: the low 32 bits of all, then the rest of all. */
export const packedWords = (count: number, width: number): number =>
  wordsOf(count, Math.min(width, 32)) + wordsOf(count, Math.max(0, width - 32));

const wordsOf = (count: number, width: number): number => Math.ceil((count * width) / 32);

/** Bits that whole numbers from 0 to `largest` (below 2 ** 53) need. */
export const bitsFor = (largest: number): number =>
  largest < 2 ** 32 ? 32 - Math.clz32(largest) : 64 - Math.clz32(largest / 2 ** 32);

/** Packs `count` whole numbers from 0 to 2 ** width - 1, width at most 53, into zeroed words from `at`. */
export function pack(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  count: number,
  width: number,
): void {
  packBits(words, at, values, count, Math.min(width, 32), 1);
  if (width > 32) packBits(words, at + wordsOf(count, 32), values, count, width - 32, 2 ** 32);
}

/** The opposite of `pack`; writes the numbers to `values` from `to`. */
export function unpack(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  to: number,
  count: number,
  width: number,
): void {
  unpackBits(words, at, values, to, count, Math.min(width, 32));
  if (width > 32) addHighBits(words, at + wordsOf(count, 32), values, to, count, width - 32);
}

function packBits(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  count: number,
  width: number,
  unit: number,
): void {
  for (let i = 0, bit = at * 32; i < count; i++, bit += width) {
    const part = Math.floor(values[i]! / unit) >>> 0; // modulo 2 ** 32
    const [word, shift] = [bit >>> 5, bit & 31];
    words[word]! |= part << shift;
    if (shift + width > 32) words[word + 1]! |= part >>> (32 - shift);
  }
}

function unpackBits(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  to: number,
  count: number,
  width: number,
): void {
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  for (let i = to, bit = at * 32; i < to + count; i++, bit += width) {
    const word = bit >>> 5;
    const shift = bit & 31;
    let part = words[word]! >>> shift;
    if (shift + width > 32) part |= words[word + 1]! << (32 - shift);
    values[i] = (part & mask) >>> 0;
  }
}

function addHighBits(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  to: number,
  count: number,
  width: number,
): void {
  const mask = 2 ** width - 1;
  for (let i = to, bit = at * 32; i < to + count; i++, bit += width) {
    const word = bit >>> 5;
    const shift = bit & 31;
    let part = words[word]! >>> shift;
    if (shift + width > 32) part |= words[word + 1]! << (32 - shift);
    values[i]! += (part & mask) * 2 ** 32;
  }
}
