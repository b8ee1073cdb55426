import { crc32 } from 'node:zlib';

/** What comes out of the file is not what was put in. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);
const single = new Float32Array(1);
const singleWord = new Uint32Array(single.buffer);

/** Writes words of 32 bits one behind the other, in the order of bytes of this machine (little endian on all that Node runs on). */
export class WordWriter {
  words = new Uint32Array(16_384);
  length = 0;

  /** Appends zeroed words; where they begin. */
  take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.words.length) {
      const grown = new Uint32Array(2 * this.length);
      grown.set(this.words.subarray(0, at));
      this.words = grown;
    }
    this.words.fill(0, at, this.length);
    return at;
  }

  word(word: number): void {
    this.words[this.take(1)] = word;
  }

  single(value: number): void {
    single[0] = value;
    this.word(singleWord[0]!);
  }

  double(value: number): void {
    double[0] = value;
    const at = this.take(2);
    this.words[at] = halves[0]!;
    this.words[at + 1] = halves[1]!;
  }

  append(words: Uint32Array): void {
    this.words.set(words, this.take(words.length));
  }

  clear(): void {
    this.length = 0;
  }

  /** A copy of what was written, behind its checksum: SQLite has none, and a disk that forgets a bit must not change a value. */
  checked(): Uint8Array {
    const checked = new Uint32Array(this.length + 1);
    checked.set(this.words.subarray(0, this.length), 1);
    const bytes = new Uint8Array(checked.buffer);
    checked[0] = crc32(bytes.subarray(4));
    return bytes;
  }
}

/** The double that lies in two words. */
export function doubleAt(words: Uint32Array, at: number): number {
  halves[0] = words[at]!;
  halves[1] = words[at + 1]!;
  return double[0]!;
}

export function singleAt(words: Uint32Array, at: number): number {
  singleWord[0] = words[at]!;
  return single[0]!;
}

/** The words of `checked`; throws Damaged when they are not as they were written. */
export function checkedWords(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice(); // as SQLite gives them, they are
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2);
  if (words[0] !== crc32(bytes.subarray(4))) throw new Damaged('points with a wrong checksum');
  return words.subarray(1);
}
