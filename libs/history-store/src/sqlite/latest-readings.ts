import type { Reading } from '@kilowatch/contracts';
import { qualityOf } from '../qualities.js';
import type { RawPoints } from './raw-points.js';
import type { Series } from './series-dictionary.js';

/** The newest reading of each series; one after `notAfterMs` only where there is no other. Series without any are left out. */
export function latestReadings(
  series: readonly Series[],
  points: RawPoints,
  notAfterMs = Number.MAX_SAFE_INTEGER - 1,
): Reading[] {
  const readings: Reading[] = [];
  for (const { id, device, metric, index } of series) {
    const newest = points.newest(id, notAfterMs + 1) ?? points.newest(id);
    if (!newest) continue;
    const { atMs, ordinal, value, lagMs, quality } = newest;
    readings.push({
      device,
      metric,
      ...(index !== undefined && { index }),
      ...{ value, atMs, receivedAtMs: atMs + lagMs, ordinal },
      ...qualityOf(quality),
    });
  }
  return readings;
}
