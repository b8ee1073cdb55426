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

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return new Uint8Array(this.words.slice(0, this.length).buffer);
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

/** Bytes out of a file as words; copied only where they do not lie on a boundary of four. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2);
}
