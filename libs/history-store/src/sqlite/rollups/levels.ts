import type { HistoryLevel } from '@kilowatch/contracts';

/** A width of roll-up windows, aligned to the epoch (UTC), and how many of them lie together in one row of the file. */
export interface RollupLevel {
  /** What the file calls it; ascending from fine to coarse, points being 0. Never changes its meaning. */
  readonly id: number;
  readonly name: HistoryLevel;
  readonly windowMs: number;
  readonly blockMs: number;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const minutes: RollupLevel = { id: 1, name: '1min', windowMs: minuteMs, blockMs: hourMs };
export const quarters: RollupLevel = { id: 2, name: '15min', windowMs: 15 * minuteMs, blockMs: 4 * dayMs };
export const hours: RollupLevel = { id: 3, name: '1h', windowMs: hourMs, blockMs: 32 * dayMs };
export const days: RollupLevel = { id: 4, name: '1day', windowMs: dayMs, blockMs: 128 * dayMs };

/** From fine to coarse. */
export const rollupLevels = [minutes, quarters, hours, days] as const;

/** Names by id. */
export const levelNames: readonly HistoryLevel[] = ['raw', ...rollupLevels.map(({ name }) => name)];

export const floorTo = (atMs: number, lengthMs: number): number => Math.floor(atMs / lengthMs) * lengthMs;
export const ceilTo = (atMs: number, lengthMs: number): number => Math.ceil(atMs / lengthMs) * lengthMs;

/** Edges of the windows of a level over [fromMs, toMs), both of which are such edges. */
export const edgesOf = ({ windowMs }: RollupLevel, fromMs: number, toMs: number): Float64Array =>
  Float64Array.from({ length: Math.round((toMs - fromMs) / windowMs) + 1 }, (_, i) => fromMs + i * windowMs);
