import type { HistoryLimits } from '../../history-limits.js';
import { dayMs, floorTo } from './levels.js';

type Keeping = Pick<
  HistoryLimits,
  'rawDays' | 'rawDaysByKind' | 'minuteDays' | 'quarterDays' | 'hourDays' | 'dayDays'
>;

/** What a device is: `battery` of `battery:b1`. */
export const kindOf = (device: string): string => device.slice(0, Math.max(0, device.indexOf(':')));

/**
 * Before which UTC day each level (by id, points being 0) of a device is deleted, UTC epoch ms; -Infinity: never. A coarser level
 * is kept at least as long as every finer one, because it leads to it.
 */
export function keepFrom(limits: Keeping, device: string, nowMs: number): number[] {
  const { rawDays, rawDaysByKind, minuteDays, quarterDays, hourDays, dayDays } = limits;
  let longest = 0;
  return [rawDaysByKind[kindOf(device)] ?? rawDays, minuteDays, quarterDays, hourDays, dayDays].map(
    (days) => {
      longest = Math.max(longest, days === 0 ? Infinity : days);
      return floorTo(nowMs - longest * dayMs, dayMs);
    },
  );
}
