import type { SensorRow } from '@kilowatch/contracts';
import { formatInstantWithOffset } from '../instant.js';

const hourMs = 3_600_000;
const usualHours = 24;
/** Where the predecessor's calendar begins: so many hours back as lead before it made it answer with nothing. */
const firstYearMs = -62_135_596_800_000;

/** How many hours back are asked for: a day where it is no whole number. */
export const sensorHoursAsked = (hours: number | undefined): number => hours ?? usualHours;

/** From when on readings are asked for, UTC epoch ms; undefined where the predecessor answered with none. */
export function readingsFromMs(hours: number, nowMs: number): number | undefined {
  const fromMs = nowMs - hours * hourMs;
  return hours > 0 && fromMs >= firstYearMs ? Math.max(0, fromMs) : undefined;
}

/** Those of the readings from a time on, ascending by their own time; what is of one time stays as it is. Of the future, too. */
export function readingsSince(rows: readonly SensorRow[], fromMs: number): SensorRow[] {
  const from = formatInstantWithOffset(fromMs);
  return rows
    .filter(({ timestamp }) => timestamp >= from) // texts of one form: their order is that of the times
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
}
