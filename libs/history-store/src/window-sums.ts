/**
 * What the readings of one series add up to between edges: column entry i stands for [edgesMs[i], edgesMs[i + 1]). Points,
 * chunks of points and roll-ups add themselves to it, in any order; times are UTC epoch ms.
 */
export class WindowSums {
  readonly length: number;
  readonly count: Float64Array;
  /** NaN while the count is 0; so are max and last. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly last: Float64Array;
  /** Of the last reading by (event time, ordinal); -Infinity while the count is 0. */
  readonly lastAtMs: Float64Array;
  readonly lastOrdinal: Float64Array;
  /** Integral of the value over the time in which it counted, value · ms … */
  readonly weighted: Float64Array;
  /** … and how long that was, ms. Their quotient is the time-weighted mean. */
  readonly weightMs: Float64Array;

  constructor(readonly edgesMs: Float64Array) {
    this.length = Math.max(0, edgesMs.length - 1);
    const column = (): Float64Array => new Float64Array(this.length);
    this.count = column();
    this.min = column().fill(Number.NaN);
    this.max = column().fill(Number.NaN);
    this.sum = column();
    this.last = column().fill(Number.NaN);
    this.lastAtMs = column().fill(Number.NEGATIVE_INFINITY);
    this.lastOrdinal = column();
    this.weighted = column();
    this.weightMs = column();
  }

  /** Adds a group of readings that all lie in window `i`. */
  add(i: number, group: SummedGroup): void {
    const { count, min, max, sum, last, lastAtMs, lastOrdinal } = group;
    const isFirst = this.count[i] === 0;
    this.count[i]! += count;
    this.sum[i]! += sum;
    if (isFirst || min < this.min[i]!) this.min[i] = min;
    if (isFirst || max > this.max[i]!) this.max[i] = max;
    const isNewer =
      lastAtMs > this.lastAtMs[i]! || (lastAtMs === this.lastAtMs[i] && lastOrdinal > this.lastOrdinal[i]!);
    if (!isFirst && !isNewer) return;
    this.last[i] = last;
    this.lastAtMs[i] = lastAtMs;
    this.lastOrdinal[i] = lastOrdinal;
  }

  /** Adds a stretch of time in window `i` in which a value counted: value · ms, and ms. */
  addWeight(i: number, weighted: number, weightMs: number): void {
    this.weighted[i]! += weighted;
    this.weightMs[i]! += weightMs;
  }
}

/** Readings of one window, summed up. */
export interface SummedGroup {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly last: number;
  readonly lastAtMs: number;
  readonly lastOrdinal: number;
}
