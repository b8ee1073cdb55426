import { WindowSums } from '../../window-sums.js';
import type { RawPoints } from '../raw-points.js';
import type { KeptFrom } from './kept-from.js';
import { edgesOf, floorTo, hourMs, minutes, type RollupLevel, rollupLevels } from './levels.js';
import { type RollupLadder, rounded } from './rollup-ladder.js';
import type { RollupTable } from './rollup-table.js';

/**
 * With fewer points per minute, roll-ups of minutes would take more room than they save time: such hours are read from their
 * points.
 */
export const leastPerMinute = 8;
const minutesPerHour = 60;

/** Makes roll-ups of points, each level of the one below. To be called within a transaction. */
export class RollupBuilder {
  constructor(
    private readonly points: RawPoints,
    private readonly table: RollupTable,
    private readonly ladder: RollupLadder,
    private readonly kept: KeptFrom,
  ) {}

  /** Brings the roll-ups of whole hours up to date, whatever happened to their points. */
  rebuild(series: number, fromMs: number, toMs: number): void {
    const [pointsFromMs = 0] = this.kept.of(series);
    const middleMs = Math.min(toMs, Math.max(fromMs, pointsFromMs));
    for (let atMs = fromMs; atMs < middleMs; atMs += hourMs) this.takeLatecomers(series, atMs);
    if (middleMs < toMs) this.replace(series, middleMs, toMs);
  }

  /** Minutes of an hour, however few points it has, before these are deleted. */
  completeMinutes(series: number, hourStartMs: number): void {
    if (this.table.block(series, minutes, hourStartMs)) return;
    const endMs = hourStartMs + hourMs;
    this.table.write(series, minutes, rounded(this.sumsOf(series, minutes, hourStartMs, endMs)));
  }

  private replace(series: number, fromMs: number, toMs: number): void {
    const sums = this.sumsOf(series, minutes, fromMs, toMs);
    this.table.remove(series, minutes, fromMs, toMs);
    for (let i = 0; i < sums.length; i += minutesPerHour) {
      if (isWorthwhile(sums, i)) this.table.write(series, minutes, rounded(hourOf(sums, i)));
    }
    this.ladder.follow(series, minutes, sums);
  }

  /**
   * Points that come when those of their hour have been deleted. Windows that have readings stay as they are (what is written
   * again must not count twice, and nobody knows any more what was written); the others take what came.
   */
  private takeLatecomers(series: number, hourStartMs: number): void {
    const endMs = hourStartMs + hourMs;
    const kept = this.kept.of(series);
    const finest = rollupLevels.find(({ id }) => kept[id]! <= hourStartMs);
    if (finest && this.points.firstAtMs(series, hourStartMs)! < endMs) {
      const startMs = floorTo(hourStartMs, finest.windowMs);
      const sums = this.table.read(series, finest, startMs, Math.max(endMs, startMs + finest.windowMs));
      const late = this.sumsOf(series, finest, startMs, sums.edgesMs[sums.length]!);
      for (let i = 0; i < sums.length; i++) if (sums.count[i] === 0) sums.add(i, late.group(i));
      this.table.write(series, finest, rounded(sums));
      this.ladder.follow(series, finest, sums);
    }
    this.points.deleteSome(series, hourStartMs, endMs, Number.MAX_SAFE_INTEGER);
  }

  private sumsOf(series: number, level: RollupLevel, fromMs: number, toMs: number): WindowSums {
    const sums = new WindowSums(edgesOf(level, fromMs, toMs));
    this.points.sumInto(series, sums);
    return sums;
  }
}

/** Whether the hour that begins with window `first` has points enough. */
function isWorthwhile({ count }: WindowSums, first: number): boolean {
  let [windows, points] = [0, 0];
  for (let i = first; i < first + minutesPerHour; i++) {
    if (count[i]! > 0) windows += 1;
    points += count[i]!;
  }
  return windows > 0 && points >= leastPerMinute * windows;
}

/** The minutes of the hour that begins with window `first`. */
function hourOf(sums: WindowSums, first: number): WindowSums {
  const hour = new WindowSums(sums.edgesMs.slice(first, first + minutesPerHour + 1));
  for (let i = 0; i < minutesPerHour; i++) hour.set(i, sums.group(first + i));
  return hour;
}
