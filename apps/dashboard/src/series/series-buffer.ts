import type { SeriesColumns } from '@kilowatch/charts';

/** One series of a reply of the history: windows with their mean and extremes. */
export interface LoadedWindows {
  readonly atMs: readonly number[];
  readonly mean?: readonly number[] | undefined;
  readonly min?: readonly number[] | undefined;
  readonly max?: readonly number[] | undefined;
  readonly count?: readonly number[] | undefined;
  readonly gaps: readonly (readonly [fromMs: number, toMs: number])[];
}

/** So many times the usual distance may pass before the line between two values is a guess. */
const usualDistances = 3;
const spareEntries = 64;
/** As the server decides which value is the newest. */
const mostAheadMs = 60_000;
const columnNames = ['atMs', 'value', 'min', 'max', 'count'] as const;
type Columns = Record<(typeof columnNames)[number], Float64Array>;

const room = (entries: number): Columns => ({
  atMs: new Float64Array(entries),
  value: new Float64Array(entries),
  min: new Float64Array(entries),
  max: new Float64Array(entries),
  count: new Float64Array(entries),
});

/**
 * The windows of one series, which go on with live values: a value goes into the window of its time, so that there are never more
 * entries than windows in the range. An entry that is no number breaks the line.
 */
export class SeriesBuffer {
  private columns: Columns;
  private start = 0;
  private end = 0;
  /** Two values further apart are not joined. ms */
  private readonly reachMs: number;

  constructor(
    { atMs, mean = [], min = mean, max = mean, count = [], gaps }: LoadedWindows,
    /** Length of a window, ms. */
    readonly stepMs: number,
  ) {
    this.columns = room(atMs.length + gaps.length + spareEntries);
    const breaks = new Set(gaps.map(([fromMs]) => fromMs));
    for (const [i, startMs] of atMs.entries()) {
      this.push(startMs + stepMs / 2, mean[i]!, min[i]!, max[i]!, count[i] ?? 1);
      if (breaks.has(startMs)) this.push(startMs + stepMs, NaN, NaN, NaN, 0);
    }
    this.reachMs = usualDistances * Math.max(stepMs, medianDistance(atMs));
  }

  /**
   * Takes a live value, and when it was heard. One that is older than the newest window joins its own, where that is still known; what
   * came from far in the future gives way to it.
   */
  add(atMs: number, value: number, heardAtMs = atMs): void {
    const middleMs = (Math.floor(atMs / this.stepMs) + 0.5) * this.stepMs;
    this.dropFuture(middleMs, heardAtMs);
    const last = this.end - 1;
    const lastMs = last >= this.start ? this.columns.atMs[last]! : -Infinity;
    if (middleMs <= lastMs) return this.join(middleMs, value);
    if (middleMs - lastMs > this.reachMs && last >= this.start)
      this.push(lastMs + this.stepMs / 2, NaN, NaN, NaN, 0);
    this.push(middleMs, value, value, value, 1);
  }

  /** A device that once had a wrong clock must not stand still until that time comes. */
  private dropFuture(middleMs: number, heardAtMs: number): void {
    const { atMs } = this.columns;
    if (this.end === this.start || atMs[this.end - 1]! <= heardAtMs + mostAheadMs + this.stepMs) return;
    while (this.end > this.start && atMs[this.end - 1]! > middleMs) this.end -= 1;
    if (this.end > this.start && Number.isNaN(this.columns.value[this.end - 1]!)) this.end -= 1; // the break before it
  }

  /** Forgets what lies before, but for one entry, from which the line comes into the picture. */
  dropBefore(fromMs: number): void {
    while (this.end - this.start > 1 && this.columns.atMs[this.start + 1]! < fromMs) this.start += 1;
  }

  /** What there is, without a copy; as it is until the next change. */
  view(): SeriesColumns {
    const { atMs, value, min, max } = this.columns;
    const part = (column: Float64Array): Float64Array => column.subarray(this.start, this.end);
    return { atMs: part(atMs), value: part(value), min: part(min), max: part(max) };
  }

  get length(): number {
    return this.end - this.start;
  }

  private join(middleMs: number, added: number): void {
    const { atMs, value, min, max, count } = this.columns;
    let i = this.end - 1;
    while (i > this.start && atMs[i]! > middleMs) i -= 1;
    if (atMs[i] !== middleMs || Number.isNaN(value[i]!)) return;
    count[i]! += 1;
    value[i]! += (added - value[i]!) / count[i]!;
    min[i] = Math.min(min[i]!, added);
    max[i] = Math.max(max[i]!, added);
  }

  private push(atMs: number, value: number, min: number, max: number, count: number): void {
    if (this.end === this.columns.atMs.length) this.makeRoom();
    const entry = { atMs, value, min, max, count };
    for (const name of columnNames) this.columns[name][this.end] = entry[name];
    this.end += 1;
  }

  /** Moves what there is to the front of new columns: they grow with what is kept, not with what has come. */
  private makeRoom(): void {
    const roomier = room(2 * this.length + spareEntries);
    for (const name of columnNames) roomier[name].set(this.columns[name].subarray(this.start, this.end));
    this.columns = roomier;
    this.end -= this.start;
    this.start = 0;
  }
}

function medianDistance(atMs: readonly number[]): number {
  const distances = atMs.slice(1).map((at, i) => at - atMs[i]!);
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
}
