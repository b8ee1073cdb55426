import { wallTimeOf } from '@kilowatch/charts/zoned-time';

const two = (value: number): string => String(value).padStart(2, '0');

/** The value of a `datetime-local` input: the site's wall clock to the minute. */
export function localTextOf(atMs: number, timeZone: string): string {
  const { year, month, day, hour, minute } = wallTimeOf(atMs, timeZone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
