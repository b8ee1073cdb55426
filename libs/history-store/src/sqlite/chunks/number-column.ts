import { bitsFor, pack, packedWords, unpack } from './bit-packing.js';
import { doubleAt, singleAt, type WordWriter } from './words.js';

/**
 * A column of doubles in as few bits as it takes, exactly. Decimal fractions (23.4, 1.05) become whole numbers of their last
 * digit, as ALP does (https://dl.acm.org/doi/10.1145/3626717); of those the values, their differences or the differences of
 * these are packed, whichever needs the fewest bits. Some that are no short decimals are kept beside them as exceptions; a column
 * of many is kept as floats, of 4 bytes where that is exact.
 *
 * In words of 32 bits: a header (kind, order, exponent, width, number of exceptions), as many doubles to start from as the order
 * says and one more, the packed bits, the exceptions (position, double).
 */
export const kinds = { zeros: 0, doubles: 1, singles: 2, decimals: 3 } as const;

export const powers = Array.from({ length: 10 }, (_, i) => 10 ** i);
/** Whole numbers up to here are exact, and so are their differences and the differences of these. */
const largestWhole = 2 ** 50;
const mostExceptions = 16;

/** Most values of one column. */
export const columnRoom = 4_096;
const whole = new Float64Array(columnRoom);
const steps = new Float64Array(columnRoom);
const curves = new Float64Array(columnRoom);
const orders = [whole, steps, curves] as const;
const exceptions: number[] = [];

/**
 * Writes the values from `from` to before `to`, at most `columnRoom`; with `isDirect` no differences, so that one value can be read
 * without the others (see direct-column.ts).
 */
export function writeColumn(
  out: WordWriter,
  values: Float64Array,
  from: number,
  to: number,
  { isDirect = false } = {},
): void {
  if (all(values, from, to, (value) => Object.is(value, 0))) return out.word(kinds.zeros);
  const exponent = findExponent(values, from, to);
  if (exponent >= 0) return writeDecimals(out, values, from, to, { exponent, isDirect });
  const areSingles = all(values, from, to, (value) => Object.is(Math.fround(value), value));
  out.word(areSingles ? kinds.singles : kinds.doubles);
  for (let i = from; i < to; i++) {
    if (areSingles) out.single(values[i]!);
    else out.double(values[i]!);
  }
}

/** Reads `count` values into `values` from `to`; where the column ends. */
export function readColumn(
  words: Uint32Array,
  at: number,
  values: Float64Array,
  to: number,
  count: number,
): number {
  const header = words[at++]!;
  const kind = header & 3;
  if (kind === kinds.decimals) return readDecimals(words, at, header, values, to, count);
  if (kind === kinds.zeros) {
    values.fill(0, to, to + count);
    return at;
  }
  for (let i = to; i < to + count; i++) {
    values[i] = kind === kinds.singles ? singleAt(words, at) : doubleAt(words, at);
    at += kind === kinds.singles ? 1 : 2;
  }
  return at;
}

function writeDecimals(
  out: WordWriter,
  values: Float64Array,
  from: number,
  to: number,
  { exponent, isDirect }: { exponent: number; isDirect: boolean },
): void {
  const count = to - from;
  toWhole(values, from, to, powers[exponent]!);
  const order = isDirect ? 0 : bestOrder(count);
  const packed = orders[order]!;
  const [least, most] = boundsOf(packed, order, count);
  const width = bitsFor(most - least);
  out.word(kinds.decimals | (order << 2) | (exponent << 4) | (width << 8) | (exceptions.length << 14));
  if (order > 0) out.double(whole[0]!);
  if (order > 1) out.double(steps[1]!);
  out.double(least);
  for (let i = order; i < count; i++) packed[i - order] = packed[i]! - least;
  pack(out.words, out.take(packedWords(count - order, width)), packed, count - order, width);
  for (const i of exceptions) {
    out.word(i);
    out.double(values[from + i]!);
  }
}

function readDecimals(
  words: Uint32Array,
  at: number,
  header: number,
  values: Float64Array,
  to: number,
  count: number,
): number {
  const order = (header >>> 2) & 3;
  const power = powers[(header >>> 4) & 15]!;
  const width = (header >>> 8) & 63;
  const end = to + count;
  const least = doubleAt(words, at + 2 * order);
  const bits = at + 2 * (order + 1);
  unpack(words, bits, values, to + order, count - order, width);
  if (order === 0) for (let i = to; i < end; i++) values[i] = (values[i]! + least) / power;
  else if (order === 1) sumUp(values, to, end, doubleAt(words, at), least, power);
  else sumUpTwice(values, to, end, doubleAt(words, at), doubleAt(words, at + 2), least, power);
  let next = bits + packedWords(count - order, width);
  for (let left = header >>> 14; left > 0; left--, next += 3)
    values[to + words[next]!] = doubleAt(words, next + 1);
  return next;
}

function sumUp(
  values: Float64Array,
  to: number,
  end: number,
  first: number,
  least: number,
  power: number,
): void {
  let sum = first;
  values[to] = sum / power;
  for (let i = to + 1; i < end; i++) {
    sum += values[i]! + least;
    values[i] = sum / power;
  }
}

function sumUpTwice(
  values: Float64Array,
  to: number,
  end: number,
  first: number,
  firstStep: number,
  least: number,
  power: number,
): void {
  let step = firstStep;
  let sum = first + step;
  values[to] = first / power;
  values[to + 1] = sum / power;
  for (let i = to + 2; i < end; i++) {
    step += values[i]! + least;
    sum += step;
    values[i] = sum / power;
  }
}

/** The least exponent of ten that makes (nearly) all values whole numbers; -1 when there is none. */
function findExponent(values: Float64Array, from: number, to: number): number {
  let exponent = 0;
  let misses = 0;
  for (let i = from; i < to; i++) {
    let tried = exponent;
    while (tried < powers.length && !isWhole(values[i]!, powers[tried]!)) tried++;
    if (tried < powers.length) exponent = tried;
    else if (++misses > Math.min(mostExceptions, (to - from) / 4)) return -1;
  }
  return exponent;
}

const isWhole = (value: number, power: number): boolean => {
  const number = Math.round(value * power);
  if (number === 0) return Object.is(value, 0); // -0 would not come back from sums
  return number / power === value && Math.abs(number) <= largestWhole;
};

/** Fills `whole`, and `exceptions` with the positions of what does not fit in there. */
function toWhole(values: Float64Array, from: number, to: number, power: number): void {
  exceptions.length = 0;
  for (let i = from; i < to; i++) {
    const isException = !isWhole(values[i]!, power);
    if (isException) exceptions.push(i - from);
    whole[i - from] = isException ? (whole[i - from - 1] ?? 0) : Math.round(values[i]! * power);
  }
}

/** Fills `steps` and `curves`; 0: values need the fewest bits, 1: their differences, 2: the differences of these. */
function bestOrder(count: number): number {
  for (let i = 1; i < count; i++) steps[i] = whole[i]! - whole[i - 1]!;
  for (let i = 2; i < count; i++) curves[i] = steps[i]! - steps[i - 1]!;
  let [best, fewest] = [0, Infinity];
  for (let order = 0; order < Math.min(orders.length, count); order++) {
    const [least, most] = boundsOf(orders[order]!, order, count);
    const cost = 64 * order + bitsFor(most - least) * (count - order);
    if (cost < fewest) [best, fewest] = [order, cost];
  }
  return best;
}

function boundsOf(values: Float64Array, from: number, to: number): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (let i = from; i < to; i++) {
    if (values[i]! < least) least = values[i]!;
    if (values[i]! > most) most = values[i]!;
  }
  return [least, most];
}

function all(values: Float64Array, from: number, to: number, test: (value: number) => boolean): boolean {
  for (let i = from; i < to; i++) if (!test(values[i]!)) return false;
  return true;
}
