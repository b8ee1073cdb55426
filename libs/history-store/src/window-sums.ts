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
  /** How long that was, ms: less than from the first to the last where a gap is longer than `holdMs`, or the sensor was missing. */
  readonly weightMs: number;
  /** When the sensor was first missing before the first reading, which ends what was held until then; Infinity or absent: it was not. */
  readonly missingBeforeMs?: number;
  /** The same after the last reading, which ends that. */
  readonly missingAfterMs?: number;
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
  'missingBeforeMs',
  'missingAfterMs',
] as const satisfies readonly (keyof SummedGroup)[];

/**
 * What the readings of one series add up to between edges: entry i of a column stands for the readings in
 * [edgesMs[i], edgesMs[i + 1]), and for nothing outside, so that points, chunks of points and roll-ups can all add themselves.
 * `weighted`, `weightMs` and when a sensor was missing come out right when readings and groups are added in ascending order of
 * (time, ordinal); everything else in any order. What a window holds before its first and after its last reading is added at the end: `TimeWeights`.
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
  /** Infinity where the sensor was not missing. */
  readonly missingBeforeMs: Float64Array;
  readonly missingAfterMs: Float64Array;

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
    this.missingBeforeMs = column('missingBeforeMs');
    this.missingAfterMs = column('missingAfterMs');
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
    if (this.missingAfterMs[i]! <= atMs) this.missingAfterMs[i] = Infinity;
  }

  /** Adds to window `i` that the sensor was missing at a time of it. That is no reading, and ends what was held until then. */
  addMissing(i: number, atMs = Infinity): void {
    const isBefore = this.count[i] === 0 || atMs < this.firstAtMs[i]!;
    if (!isBefore && atMs < this.lastAtMs[i]!) return;
    const column = isBefore ? this.missingBeforeMs : this.missingAfterMs;
    if (atMs < column[i]!) column[i] = atMs;
  }

  /** Adds readings that all lie in window `i`. */
  add(i: number, group: SummedGroup): void {
    if (group.count === 0) return this.addMissing(i, group.missingBeforeMs);
    if (this.count[i] === 0) return this.beginWith(i, group);
    this.count[i]! += group.count;
    this.sum[i]! += group.sum;
    if (group.min < this.min[i]!) this.min[i] = group.min;
    if (group.max > this.max[i]!) this.max[i] = group.max;
    if (group.firstAtMs < this.firstAtMs[i]!) this.firstAtMs[i] = group.firstAtMs;
    const isNewer = this.isNewer(i, group.lastAtMs, group.lastOrdinal);
    if (isNewer) this.holdLast(i, Math.min(group.firstAtMs, group.missingBeforeMs ?? Infinity));
    this.weighted[i]! += group.weighted;
    this.weightMs[i]! += group.weightMs;
    if (!isNewer) return;
    this.last[i] = group.last;
    this.lastAtMs[i] = group.lastAtMs;
    this.lastOrdinal[i] = group.lastOrdinal;
    this.missingAfterMs[i] = group.missingAfterMs ?? Infinity;
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
    this.missingBeforeMs[i] = group.missingBeforeMs ?? Infinity;
    this.missingAfterMs[i] = group.missingAfterMs ?? Infinity;
  }

  /** What stands in window `i`. */
  group(i: number): Required<SummedGroup> {
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
      missingBeforeMs: this.missingBeforeMs[i]!,
      missingAfterMs: this.missingAfterMs[i]!,
    };
  }

  /** Empties window `i`. */
  clear(i: number): void {
    this.set(i, emptyGroup);
  }

  /** Whether window `i` has neither a reading nor a missing one. */
  isEmpty(i: number): boolean {
    return this.count[i] === 0 && this.missingBeforeMs[i] === Infinity;
  }

  private begin(i: number, atMs: number, ordinal: number, value: number): void {
    this.count[i] = 1;
    this.min[i] = this.max[i] = this.sum[i] = this.last[i] = value;
    this.firstAtMs[i] = this.lastAtMs[i] = atMs;
    this.lastOrdinal[i] = ordinal;
    this.moveMissing(i);
  }

  private beginWith(i: number, group: SummedGroup): void {
    const missingMs = this.missingBeforeMs[i]!;
    this.set(i, group);
    if (missingMs < this.missingBeforeMs[i]!) this.missingBeforeMs[i] = missingMs;
    this.moveMissing(i);
  }

  /** What was missing before the first reading may turn out to be after it. */
  private moveMissing(i: number): void {
    const missingMs = this.missingBeforeMs[i]!;
    if (missingMs === Infinity || missingMs <= this.firstAtMs[i]!) return;
    this.missingBeforeMs[i] = Infinity;
    this.addMissing(i, missingMs);
  }

  private isNewer(i: number, atMs: number, ordinal: number): boolean {
    return atMs > this.lastAtMs[i]! || (atMs === this.lastAtMs[i] && ordinal > this.lastOrdinal[i]!);
  }

  private holdLast(i: number, untilMs: number): void {
    const endMs = Math.min(untilMs, this.missingAfterMs[i]!);
    const heldMs = Math.min(holdMs, Math.max(0, endMs - this.lastAtMs[i]!));
    this.weighted[i]! += this.last[i]! * heldMs;
    this.weightMs[i]! += heldMs;
  }
}

const windowsBetween = (edgesMs: Float64Array): number => Math.max(0, edgesMs.length - 1);

/** No reading. */
export const emptyGroup: Required<SummedGroup> = {
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
  missingBeforeMs: Infinity,
  missingAfterMs: Infinity,
};

function emptyCells(edgesMs: Float64Array): Float64Array {
  const length = windowsBetween(edgesMs);
  const cells = new Float64Array(sumColumns.length * length);
  sumColumns.forEach((name, at) => {
    if (emptyGroup[name] !== 0) cells.fill(emptyGroup[name], at * length, (at + 1) * length);
  });
  return cells;
}
