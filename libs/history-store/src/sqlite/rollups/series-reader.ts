import type { HistoryLevel } from '@kilowatch/contracts';
import type { SeriesAsked, SeriesWindows } from '../../history-store.js';
import { isAsked } from '../../sum-readings.js';
import { holdMs, WindowSums } from '../../window-sums.js';
import type { RawPoints } from '../raw-points.js';
import { defaultChunkPoints } from '../sealed-points.js';
import type { Series, SeriesDictionary } from '../series-dictionary.js';
import { DamagedRollups } from './damaged-rollups.js';
import type { Stretch } from './dirty-hours.js';
import type { KeptSince } from './kept-from.js';
import { LevelWalk } from './level-walk.js';
import { days, floorTo, hourMs, hours, levelNames, minutes, quarters, type RollupLevel } from './levels.js';
import { leastPerMinute } from './rollup-builder.js';
import type { Rollups } from './rollups.js';

/** Whether windows begin and end with those of a level; the ends of the range may lie anywhere. */
const fits = ({ edgesMs, length }: WindowSums, { windowMs }: RollupLevel): boolean =>
  edgesMs.subarray(1, length).every((atMs) => atMs % windowMs === 0);

/**
 * In how many chunks points may lie for them to be read instead of roll-ups: reading one costs about as much as the two ends of a
 * window that lie within roll-ups. Windows of whole minutes have no such ends, except where there are too few points for roll-ups of
 * minutes.
 */
function fewChunks(sums: WindowSums): number {
  if (fits(sums, quarters)) return 0;
  if (!fits(sums, minutes)) return sums.length;
  const minutesInAll = (sums.edgesMs[sums.length]! - sums.edgesMs[0]!) / minutes.windowMs;
  return Math.min(sums.length, (minutesInAll * leastPerMinute) / defaultChunkPoints);
}

/** Windows of several series, made of the coarsest data that gives the right answer. */
export class SeriesReader {
  constructor(
    private readonly series: SeriesDictionary,
    private readonly points: RawPoints,
    private readonly rollups: Rollups,
  ) {}

  read(query: SeriesAsked): SeriesWindows[] {
    const devices = query.series.map(({ device }) => device);
    const metrics = query.series.map(({ metric }) => metric);
    return this.series
      .find({ devices, metrics })
      .filter(isAsked(query.series))
      .map((series) => this.windowsOf(series, query));
  }

  /** Adds what lies between the edges, ascending; the coarsest level that took part. Weights, and where the sensor was missing, only if they are wanted. */
  sumInto(series: number, sums: WindowSums, { isWeighted = false } = {}): HistoryLevel {
    try {
      return this.sumFrom(series, sums, isWeighted);
    } catch (error) {
      if (!(error instanceof DamagedRollups)) throw error;
      this.rollups.drop(error);
      for (let i = 0; i < sums.length; i++) sums.clear(i);
      return this.sumInto(series, sums, { isWeighted });
    }
  }

  private sumFrom(series: number, sums: WindowSums, isWeighted: boolean): HistoryLevel {
    const [fromMs, toMs] = [sums.edgesMs[0]!, sums.edgesMs[sums.length]!];
    const { table, dirty } = this.rollups;
    const kept = this.rollups.kept.of(series);
    const few = fewChunks(sums);
    if (fromMs >= kept[0]! && few >= 1 && this.points.areInFewChunks(series, fromMs, toMs, few)) {
      this.points.sumInto(series, sums);
      return 'raw';
    }
    const walk = new LevelWalk({ series, points: this.points, table, kept, isWeighted }, sums);
    let doneMs = fromMs;
    for (const stretch of dirty.of(series, fromMs, toMs)) {
      for (const changed of this.changedIn(series, stretch, kept)) {
        walk.addRolledUp(doneMs, changed.fromMs);
        walk.addPoints(changed.fromMs, changed.toMs);
        doneMs = changed.toMs;
      }
    }
    walk.addRolledUp(doneMs, toMs);
    return levelNames[walk.coarsest]!;
  }

  private windowsOf({ id, device, metric, index }: Series, query: SeriesAsked): SeriesWindows {
    const sums = new WindowSums(query.edgesMs);
    const level = this.sumInto(id, sums, { isWeighted: query.isTimeWeighted === true });
    const name = { device, metric, ...(index !== undefined && { index }) };
    return { name, sums, ...(query.isTimeWeighted && this.before(id, query.edgesMs[0]!)), level };
  }

  private before(series: number, atMs: number): Pick<SeriesWindows, 'before'> {
    const sums = new WindowSums(Float64Array.of(atMs - holdMs, atMs));
    this.sumInto(series, sums, { isWeighted: true });
    const isOver = sums.lastAtMs[0] === atMs - holdMs || sums.missingAfterMs[0]! < atMs;
    if (sums.count[0] === 0 || isOver) return {};
    return { before: { atMs: sums.lastAtMs[0]!, value: sums.last[0]! } };
  }

  /**
   * Where points count instead of roll-ups. Of the time whose points retention has deleted, only the hours in which there was
   * nothing: see `RollupBuilder`.
   */
  private *changedIn(series: number, { fromMs, toMs }: Stretch, kept: KeptSince): Generator<Stretch> {
    const middleMs = Math.min(toMs, Math.max(fromMs, kept[0]!));
    for (let atMs = fromMs; atMs < middleMs;) {
      const firstMs = this.points.firstAtMs(series, atMs) ?? middleMs;
      const hourStartMs = floorTo(firstMs, hourMs);
      atMs = hourStartMs + hourMs;
      if (firstMs < middleMs && !this.hasRollup(series, hourStartMs, kept)) {
        yield { fromMs: Math.max(fromMs, hourStartMs), toMs: Math.min(toMs, atMs) };
      }
    }
    if (middleMs < toMs) yield { fromMs: middleMs, toMs };
  }

  private hasRollup(series: number, hourStartMs: number, kept: KeptSince): boolean {
    const level = kept[hours.id]! <= hourStartMs ? hours : days;
    const startMs = floorTo(hourStartMs, level.windowMs);
    return this.rollups.table.read(series, level, startMs, startMs + level.windowMs).count[0]! > 0;
  }
}
