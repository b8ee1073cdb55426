import type { Quality } from '@kilowatch/contracts';
import { fetchHistory } from '../api/site-api.js';
import type { Doubts } from './doubts.js';

/** What a question for the values of a device may name. */
const metricsAtOnce = 20;
const longestMs = 3_600_000;
/** About so many values are looked at: of a device that speaks often, those of the last minutes. */
const mostValues = 5_000;

/** How good the values of the last while were. */
export interface QualityCounts {
  readonly values: number;
  readonly doubts: Doubts;
  readonly overMs: number;
}

/** How far back to look at a device with so many series: an hour, or less where that would be very many values. */
export const lookBackMs = (series: number, intervalMs: number): number =>
  Math.min(longestMs, Math.max(1, Math.floor(mostValues / Math.max(1, series))) * intervalMs);

/** Counts the values of the last while by their quality. Throws what `ask` throws. */
export async function countQualities(
  device: string,
  metrics: readonly string[],
  nowMs: number,
  overMs: number,
): Promise<QualityCounts> {
  const doubts: Partial<Record<Quality, number>> = {};
  let values = 0;
  for (let i = 0; i < metrics.length; i += metricsAtOnce) {
    const some = metrics.slice(i, i + metricsAtOnce);
    const { points } = await fetchHistory({ device, metrics: some, fromMs: nowMs - overMs, toMs: nowMs + 1 });
    values += points.length;
    for (const { quality } of points) if (quality) doubts[quality] = (doubts[quality] ?? 0) + 1;
  }
  return { values, doubts, overMs };
}
