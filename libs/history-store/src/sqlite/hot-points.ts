import { PointColumns } from './chunks/point-columns.js';
import { SeriesPoints } from './chunks/series-points.js';
import type { HotEntry, HotLog } from './hot-log.js';
import type { SealedPoints } from './sealed-points.js';

interface HotSeries {
  /** Ascending by (time, ordinal). */
  points: PointColumns;
  /** Of all points of the series, sealed ones too. */
  newestAtMs: number;
  newestOrdinal: number;
}

/** The points that lie in no chunk yet: in memory by series, in the log as they came. */
export class HotPoints {
  private readonly bySeries = new Map<number, HotSeries>();
  private readonly unlogged = new SeriesPoints();
  private count = 0;

  constructor(
    private readonly log: HotLog,
    private readonly sealed: SealedPoints,
  ) {
    this.reload();
  }

  /** How many points there are, of all series. */
  get length(): number {
    return this.count;
  }

  /** Series that have some. */
  series(): number[] {
    return [...this.bySeries.keys()];
  }

  /** Ascending; good until the next write. */
  of(series: number): PointColumns | undefined {
    return this.bySeries.get(series)?.points;
  }

  /** Whether a point is newer than all of its series. */
  isNewest(series: number, atMs: number, ordinal: number): boolean {
    const { newestAtMs, newestOrdinal } = this.hotSeries(series);
    return atMs > newestAtMs || (atMs === newestAtMs && ordinal > newestOrdinal);
  }

  /** Adds a point that is newer than all of its series. */
  push(series: number, points: PointColumns, i: number): void {
    const hot = this.hotSeries(series);
    hot.points.pushOf(points, i);
    hot.newestAtMs = points.atMs[i]!;
    hot.newestOrdinal = points.ordinal[i]!;
    this.unlogged.push(series, points, i);
    this.count += 1;
  }

  /** Adds ascending points that are not known and not newer than all of their series. */
  merge(series: number, points: PointColumns): void {
    this.hotSeries(series).points.merge(points);
    for (let i = 0; i < points.length; i++) this.unlogged.push(series, points, i);
    this.count += points.length;
  }

  /** Makes durable what was added since the last time. To be called at the end of a transaction that adds points. */
  writeLog(): void {
    if (this.unlogged.length === 0) return;
    this.log.append(this.unlogged);
    this.unlogged.clear();
  }

  /** Moves all points of a series into chunks. To be called within a transaction. */
  seal(series: number): void {
    const hot = this.bySeries.get(series);
    if (hot) this.leave(series, hot.points.length, hot.points);
  }

  /** Deletes at most `most` points of [fromMs, toMs), oldest first, and seals the others. To be called within a transaction. */
  deleteSome(series: number, fromMs: number, toMs: number, most: number): PointColumns {
    const points = this.of(series) ?? new PointColumns(0);
    const from = points.before(fromMs);
    const to = Math.min(points.before(toMs), from + most);
    if (from >= to) return new PointColumns(0);
    const deleted = points.slice(from, to);
    const kept = points.slice(0, from);
    kept.append(points, to);
    this.leave(series, points.length, kept);
    return deleted;
  }

  private leave(series: number, count: number, kept: PointColumns): void {
    this.bySeries.delete(series);
    if (count === 0) return;
    this.writeLog(); // what is marked must lie in an entry
    this.sealed.add(series, kept);
    this.log.markSealed(series, this.log.newest());
    this.count -= count;
  }

  /** Reads the log anew: after a rollback memory may be ahead of it. */
  reload(): void {
    this.bySeries.clear();
    this.unlogged.clear();
    this.sealed.forgetNewest();
    for (const entry of this.log.entries()) this.restore(entry);
    this.count = 0;
    for (const hot of this.bySeries.values()) {
      hot.points = hot.points.ascending();
      this.count += hot.points.length;
    }
  }

  private restore({ points: { series, points }, isHot }: HotEntry): void {
    for (let i = 0; i < points.length; i++) {
      if (!isHot(series[i]!)) continue;
      const { atMs, ordinal } = { atMs: points.atMs[i]!, ordinal: points.ordinal[i]! };
      const hot = this.hotSeries(series[i]!);
      if (this.isNewest(series[i]!, atMs, ordinal)) [hot.newestAtMs, hot.newestOrdinal] = [atMs, ordinal];
      hot.points.pushOf(points, i);
    }
  }

  private hotSeries(series: number): HotSeries {
    const known = this.bySeries.get(series);
    if (known) return known;
    const { atMs: newestAtMs, ordinal: newestOrdinal } = this.sealed.end(series) ?? { atMs: -1, ordinal: -1 };
    const hot = { points: new PointColumns(), newestAtMs, newestOrdinal };
    this.bySeries.set(series, hot);
    return hot;
  }
}
