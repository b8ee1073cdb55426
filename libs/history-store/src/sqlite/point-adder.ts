import type { ChangedRuns } from './changed-runs.js';
import { PointColumns } from './chunks/point-columns.js';
import type { HotPoints } from './hot-points.js';
import type { SealedPoints } from './sealed-points.js';

/** Decides which points are new and adds them. To be used within a transaction. */
export class PointAdder {
  constructor(
    private readonly hot: HotPoints,
    private readonly sealed: SealedPoints,
    private readonly changed: ChangedRuns,
  ) {}

  /** Adds the points from `from` to before `to` unless their identity is known; how many were new. `seriesOf` names each one's series. */
  add(seriesOf: (i: number) => number, points: PointColumns, from: number, to: number): number {
    const late = new Map<number, PointColumns>();
    let added = 0;
    for (let i = from; i < to; i++) {
      const series = seriesOf(i);
      if (this.hot.isNewest(series, points.atMs[i]!, points.ordinal[i]!)) {
        this.hot.push(series, points, i);
        this.changed.add(series, points.atMs[i]!);
        added += 1;
        continue;
      }
      let others = late.get(series);
      if (!others) late.set(series, (others = new PointColumns()));
      others.pushOf(points, i);
    }
    for (const [series, others] of late) added += this.addLate(series, others.ascending());
    return added;
  }

  /** Adds a point behind those of the same time, see `HistoryBatch.ordinals`; true when it was new. */
  addNext(series: number, points: PointColumns, i: number, isRedelivered: boolean): boolean {
    const atMs = points.atMs[i]!;
    const same = this.ofTime(series, atMs);
    const last = same.length - 1;
    const known = same.value.subarray(isRedelivered ? 0 : Math.max(0, last), same.length);
    if (known.some((value) => value === points.value[i]!)) return false;
    const one = points.slice(i, i + 1);
    one.ordinal[0] = last < 0 ? 0 : same.ordinal[last]! + 1;
    return this.add(() => series, one, 0, 1) === 1;
  }

  private addLate(series: number, points: PointColumns): number {
    const isSealed = this.sealed.known(series, points);
    const hot = this.hot.of(series);
    const fresh = new PointColumns();
    for (let i = 0; i < points.length; i++) {
      if (isSealed[i] || hot?.has(points.atMs[i]!, points.ordinal[i]!)) continue;
      fresh.pushOf(points, i);
      this.changed.add(series, points.atMs[i]!);
    }
    this.hot.merge(series, fresh);
    return fresh.length;
  }

  private ofTime(series: number, atMs: number): PointColumns {
    const found = this.sealed.within(series, atMs, atMs + 1);
    const hot = this.hot.of(series);
    if (hot) found.merge(hot.slice(hot.before(atMs), hot.before(atMs + 1)));
    return found;
  }
}
