/** A point of a series. Time and lag are in ms; quality is a code. */
export interface Point {
  readonly atMs: number;
  readonly ordinal: number;
  readonly value: number;
  readonly lagMs: number;
  readonly quality: number;
}

/** Points of one series as columns. Times and lags are in ms; quality is a code. */
export class PointColumns {
  length = 0;
  atMs: Float64Array;
  ordinal: Float64Array;
  value: Float64Array;
  /** When a point was received, reckoned from its own time. */
  lagMs: Float64Array;
  quality: Float64Array;

  constructor(capacity = 8) {
    this.atMs = new Float64Array(capacity);
    this.ordinal = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
    this.lagMs = new Float64Array(capacity);
    this.quality = new Float64Array(capacity);
  }

  push(atMs: number, ordinal: number, value: number, lagMs: number, quality: number): void {
    const i = this.length;
    this.lengthen(i + 1);
    this.atMs[i] = atMs;
    this.ordinal[i] = ordinal;
    this.value[i] = value;
    this.lagMs[i] = lagMs;
    this.quality[i] = quality;
  }

  /** Columns in the memory of somebody else: `columns` is one after the other, all of the same length. */
  static over(columns: Float64Array): PointColumns {
    const points = new PointColumns(0);
    points.length = columns.length / 5;
    const column = (i: number): Float64Array => columns.subarray(i * points.length, (i + 1) * points.length);
    points.atMs = column(0);
    points.ordinal = column(1);
    points.value = column(2);
    points.lagMs = column(3);
    points.quality = column(4);
    return points;
  }

  /** Undefined outside. */
  at(i: number): Point | undefined {
    if (i < 0 || i >= this.length) return undefined;
    return {
      atMs: this.atMs[i]!,
      ordinal: this.ordinal[i]!,
      value: this.value[i]!,
      lagMs: this.lagMs[i]!,
      quality: this.quality[i]!,
    };
  }

  /** A copy of the points from `from` to before `to`. */
  slice(from = 0, to = this.length): PointColumns {
    const copy = new PointColumns(Math.max(1, to - from));
    copy.append(this, from, to);
    return copy;
  }

  /** Appends the points of others from `from` to before `to`. */
  append(others: PointColumns, from = 0, to = others.length): void {
    const at = this.length;
    this.lengthen(at + to - from);
    this.atMs.set(others.atMs.subarray(from, to), at);
    this.ordinal.set(others.ordinal.subarray(from, to), at);
    this.value.set(others.value.subarray(from, to), at);
    this.lagMs.set(others.lagMs.subarray(from, to), at);
    this.quality.set(others.quality.subarray(from, to), at);
  }

  /** The points in order; of several with one identity the first that came. */
  ascending(): PointColumns {
    if (this.isAscending()) return this;
    const order = Uint32Array.from({ length: this.length }, (_, i) => i);
    order.sort((a, b) => this.compare(a, this.atMs[b]!, this.ordinal[b]!) || a - b);
    const sorted = new PointColumns(this.length);
    for (const i of order) {
      const isKnown =
        sorted.length > 0 &&
        this.compare(i, sorted.atMs[sorted.length - 1]!, sorted.ordinal[sorted.length - 1]!) === 0;
      if (!isKnown) sorted.pushOf(this, i);
    }
    return sorted;
  }

  pushOf(others: PointColumns, i: number): void {
    this.push(others.atMs[i]!, others.ordinal[i]!, others.value[i]!, others.lagMs[i]!, others.quality[i]!);
  }

  /** Puts others in their places; both are ascending, and no point is in both. */
  merge(others: PointColumns): void {
    let [own, other] = [this.length - 1, others.length - 1];
    this.lengthen(this.length + others.length);
    for (let to = this.length - 1; other >= 0; to--) {
      const isOwn = own >= 0 && this.compare(own, others.atMs[other]!, others.ordinal[other]!) > 0;
      if (isOwn) this.set(to, this, own--);
      else this.set(to, others, other--);
    }
  }

  /** Negative where the point lies before a position, 0 where it is there. */
  compare(i: number, atMs: number, ordinal: number): number {
    return this.atMs[i]! - atMs || this.ordinal[i]! - ordinal;
  }

  private isAscending(): boolean {
    for (let i = 1; i < this.length; i++)
      if (this.compare(i, this.atMs[i - 1]!, this.ordinal[i - 1]!) <= 0) return false;
    return true;
  }

  /** How many points lie before a position; they must be ascending. */
  before(atMs: number, ordinal = -1): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, atMs, ordinal) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(atMs: number, ordinal: number): boolean {
    const i = this.before(atMs, ordinal);
    return i < this.length && this.compare(i, atMs, ordinal) === 0;
  }

  clear(): void {
    this.length = 0;
  }

  /** New points at the end are not initialised. */
  lengthen(length: number): void {
    this.length = length;
    if (length <= this.atMs.length) return;
    const capacity = Math.ceil(length * 1.5);
    const grown = (column: Float64Array): Float64Array => {
      const larger = new Float64Array(capacity);
      larger.set(column);
      return larger;
    };
    this.atMs = grown(this.atMs);
    this.ordinal = grown(this.ordinal);
    this.value = grown(this.value);
    this.lagMs = grown(this.lagMs);
    this.quality = grown(this.quality);
  }

  private set(to: number, source: PointColumns, from: number): void {
    this.atMs[to] = source.atMs[from]!;
    this.ordinal[to] = source.ordinal[from]!;
    this.value[to] = source.value[from]!;
    this.lagMs[to] = source.lagMs[from]!;
    this.quality[to] = source.quality[from]!;
  }
}
