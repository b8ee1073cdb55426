import { packedWords } from './bit-packing.js';
import { kinds, powers, readColumn } from './number-column.js';
import { doubleAt, singleAt } from './words.js';

const two32 = 2 ** 32;

/** Of a column of which more than this part was asked for, the whole is unpacked: a value costs a fifth then. */
const fewPart = 1 / 8;

/** Reads single values out of a column of numbers that was written with `isDirect`. */
export class DirectColumn {
  /** Where the column ends. */
  readonly end: number;
  private readonly kind: number;
  private readonly power: number = 1;
  private readonly width: number = 0;
  private readonly least: number = 0;
  private readonly exceptions: number = 0;
  /** Where the values begin, and of those of more than 32 bits the rest. */
  private readonly values: number;
  private readonly rest: number = 0;
  private readonly few: number;
  private asked = 0;
  private whole: Float64Array | undefined;

  constructor(
    private readonly words: Uint32Array,
    private readonly start: number,
    private readonly count: number,
  ) {
    this.few = count * fewPart;
    const header = words[start]!;
    this.kind = header & 3;
    this.values = start + 1;
    if (this.kind !== kinds.decimals) {
      this.end = this.values + count * (this.kind === kinds.zeros ? 0 : this.kind === kinds.singles ? 1 : 2);
      return;
    }
    this.power = powers[(header >>> 4) & 15]!;
    this.width = (header >>> 8) & 63;
    this.exceptions = header >>> 14;
    this.least = doubleAt(words, start + 1);
    this.values = start + 3;
    this.rest = this.values + packedWords(count, Math.min(32, this.width));
    this.end = this.values + packedWords(count, this.width) + 3 * this.exceptions;
  }

  at(i: number): number {
    if (this.whole) return this.whole[i]!;
    this.asked += 1;
    return this.asked > this.few ? this.unpacked()[i]! : this.single(i);
  }

  private unpacked(): Float64Array {
    this.whole = new Float64Array(this.count);
    readColumn(this.words, this.start, this.whole, 0, this.count);
    return this.whole;
  }

  private single(i: number): number {
    const { kind, words, values } = this;
    if (kind === kinds.decimals) return this.decimalAt(i);
    if (kind === kinds.zeros) return 0;
    return kind === kinds.singles ? singleAt(words, values + i) : doubleAt(words, values + 2 * i);
  }

  private decimalAt(i: number): number {
    const { words, width } = this;
    for (let at = this.end - 3 * this.exceptions; at < this.end; at += 3) {
      if (words[at] === i) return doubleAt(words, at + 1);
    }
    const low = bitsAt(words, this.values, i, Math.min(32, width));
    const value = width > 32 ? low + bitsAt(words, this.rest, i, width - 32) * two32 : low;
    return (value + this.least) / this.power;
  }
}

/** The i-th whole number of `width` bits, at most 32. */
function bitsAt(words: Uint32Array, at: number, i: number, width: number): number {
  const bit = i * width;
  const word = at + (bit >>> 5);
  const shift = bit & 31;
  let part = words[word]! >>> shift;
  if (shift + width > 32) part |= words[word + 1]! << (32 - shift);
  return width === 32 ? part >>> 0 : (part & ((1 << width) - 1)) >>> 0;
}
