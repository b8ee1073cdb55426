/** A value counts in the time-weighted mean until the next reading of its series, at most this long. */
export const holdMs = 3_600_000;

/** Readings of one window, summed up. */
export interface SummedGroup {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly firstAtMs: number;
  /** Of the last reading by (event time, ordinal). */
  readonly last: number;
  readonly lastAtMs: number;
  readonly lastOrdinal: number;
  /** Integral of the value from the first to the last reading, value · ms: each counts until the next, at most `holdMs`. */
  readonly weighted: number;
  /** How long that was, ms: less than from the first to the last where a gap is longer than `holdMs`. */
  readonly weightMs: number;
}

/** The columns of WindowSums, in their order in `cells`. */
export const sumColumns = [
  'count',
  'min',
  'max',
  'sum',
  'firstAtMs',
  'last',
  'lastAtMs',
  'lastOrdinal',
  'weighted',
  'weightMs',
] as const satisfies readonly (keyof SummedGroup)[];

/**
 * What the readings of one series add up to between edges: entry i of a column stands for the readings in
 * [edgesMs[i], edgesMs[i + 1]), and for nothing outside, so that points, chunks of points and roll-ups can all add themselves.
 * `weighted` and `weightMs` come out right when readings and groups are added in ascending order of (time, ordinal); everything
 * else in any order. What a window holds before its first and after its last reading is added at the end: `TimeWeights`.
 * Times are UTC epoch ms.
 */
export class WindowSums implements Readonly<Record<keyof SummedGroup, Float64Array>> {
  readonly length: number;
  /** NaN while the count is 0, as are max, firstAtMs, last and lastAtMs; the others are 0. */
  readonly min: Float64Array;
  readonly count: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  readonly firstAtMs: Float64Array;
  readonly last: Float64Array;
  readonly lastAtMs: Float64Array;
  readonly lastOrdinal: Float64Array;
  readonly weighted: Float64Array;
  readonly weightMs: Float64Array;

  /** `cells`: all columns of other sums between these edges, as they come out of a message between threads. */
  constructor(
    readonly edgesMs: Float64Array,
    readonly cells: Float64Array = emptyCells(edgesMs),
  ) {
    this.length = windowsBetween(edgesMs);
    const column = (name: keyof SummedGroup): Float64Array =>
      cells.subarray(sumColumns.indexOf(name) * this.length, (sumColumns.indexOf(name) + 1) * this.length);
    this.count = column('count');
    this.min = column('min');
    this.max = column('max');
    this.sum = column('sum');
    this.firstAtMs = column('firstAtMs');
    this.last = column('last');
    this.lastAtMs = column('lastAtMs');
    this.lastOrdinal = column('lastOrdinal');
    this.weighted = column('weighted');
    this.weightMs = column('weightMs');
  }

  /** Which window holds an instant; -1 outside the edges. */
  indexOf(atMs: number): number {
    const edges = this.edgesMs;
    let [low, high] = [0, this.length];
    if (this.length === 0 || atMs < edges[0]! || atMs >= edges[high]!) return -1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= atMs) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Adds a reading of window `i`. */
  addReading(i: number, atMs: number, ordinal: number, value: number): void {
    if (this.count[i] === 0) return this.begin(i, atMs, ordinal, value);
    this.count[i]! += 1;
    this.sum[i]! += value;
    if (value < this.min[i]!) this.min[i] = value;
    if (value > this.max[i]!) this.max[i] = value;
    if (atMs < this.firstAtMs[i]!) this.firstAtMs[i] = atMs;
    if (!this.isNewer(i, atMs, ordinal)) return;
    this.holdLast(i, atMs);
    this.last[i] = value;
    this.lastAtMs[i] = atMs;
    this.lastOrdinal[i] = ordinal;
  }

  /** Adds readings that all lie in window `i`. */
  add(i: number, group: SummedGroup): void {
    if (group.count === 0) return;
    if (this.count[i] === 0) return this.set(i, group);
    this.count[i]! += group.count;
    this.sum[i]! += group.sum;
    if (group.min < this.min[i]!) this.min[i] = group.min;
    if (group.max > this.max[i]!) this.max[i] = group.max;
    if (group.firstAtMs < this.firstAtMs[i]!) this.firstAtMs[i] = group.firstAtMs;
    const isNewer = this.isNewer(i, group.lastAtMs, group.lastOrdinal);
    if (isNewer) this.holdLast(i, group.firstAtMs);
    this.weighted[i]! += group.weighted;
    this.weightMs[i]! += group.weightMs;
    if (!isNewer) return;
    this.last[i] = group.last;
    this.lastAtMs[i] = group.lastAtMs;
    this.lastOrdinal[i] = group.lastOrdinal;
  }

  /** Replaces what stands in window `i`. */
  set(i: number, group: SummedGroup): void {
    this.count[i] = group.count;
    this.min[i] = group.min;
    this.max[i] = group.max;
    this.sum[i] = group.sum;
    this.firstAtMs[i] = group.firstAtMs;
    this.last[i] = group.last;
    this.lastAtMs[i] = group.lastAtMs;
    this.lastOrdinal[i] = group.lastOrdinal;
    this.weighted[i] = group.weighted;
    this.weightMs[i] = group.weightMs;
  }

  /** What stands in window `i`. */
  group(i: number): SummedGroup {
    return {
      count: this.count[i]!,
      min: this.min[i]!,
      max: this.max[i]!,
      sum: this.sum[i]!,
      firstAtMs: this.firstAtMs[i]!,
      last: this.last[i]!,
      lastAtMs: this.lastAtMs[i]!,
      lastOrdinal: this.lastOrdinal[i]!,
      weighted: this.weighted[i]!,
      weightMs: this.weightMs[i]!,
    };
  }

  /** Empties window `i`. */
  clear(i: number): void {
    this.set(i, emptyGroup);
  }

  private begin(i: number, atMs: number, ordinal: number, value: number): void {
    this.count[i] = 1;
    this.min[i] = this.max[i] = this.sum[i] = this.last[i] = value;
    this.firstAtMs[i] = this.lastAtMs[i] = atMs;
    this.lastOrdinal[i] = ordinal;
  }

  private isNewer(i: number, atMs: number, ordinal: number): boolean {
    return atMs > this.lastAtMs[i]! || (atMs === this.lastAtMs[i] && ordinal > this.lastOrdinal[i]!);
  }

  private holdLast(i: number, untilMs: number): void {
    const heldMs = Math.min(holdMs, Math.max(0, untilMs - this.lastAtMs[i]!));
    this.weighted[i]! += this.last[i]! * heldMs;
    this.weightMs[i]! += heldMs;
  }
}

const windowsBetween = (edgesMs: Float64Array): number => Math.max(0, edgesMs.length - 1);

const emptyGroup: SummedGroup = {
  count: 0,
  min: Number.NaN,
  max: Number.NaN,
  sum: 0,
  firstAtMs: Number.NaN,
  last: Number.NaN,
  lastAtMs: Number.NaN,
  lastOrdinal: 0,
  weighted: 0,
  weightMs: 0,
};

function emptyCells(edgesMs: Float64Array): Float64Array {
  const length = windowsBetween(edgesMs);
  const cells = new Float64Array(sumColumns.length * length);
  sumColumns.forEach((name, at) => {
    if (Number.isNaN(emptyGroup[name])) cells.fill(Number.NaN, at * length, (at + 1) * length);
  });
  return cells;
}
