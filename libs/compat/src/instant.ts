// An offset's `+` arrives as a space when a URL was built without encoding it; both are read.
const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+ -])(\d\d):?(\d\d))?)?$/i;

/**
 * UTC epoch ms of an RFC 3339 time, of a date alone (midnight) or of a time without offset (UTC, as InfluxDB reads it);
 * undefined when the text is none of these or names a day that does not exist. Parts of a millisecond are cut off.
 */
export function readInstant(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour!, minute, second, milliseconds);
  return date.getTime() - offsetMs(match[8], match[9], match[10]);
}

const offsetMs = (sign: string | undefined, hours = '0', minutes = '0'): number =>
  (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;

const withoutZeroFraction = (iso: string): string => iso.replace('.000Z', 'Z');

/** `2025-01-01T12:00:00Z`; milliseconds only where there are some, as the predecessor wrote its times. */
export const formatInstant = (atMs: number): string => withoutZeroFraction(new Date(atMs).toISOString());

/** `2025-01-01T12:00:00+00:00`: the same, in the notation of `GET /read`; with microseconds where it is that fine. */
export const formatInstantWithOffset = (atMs: number, restUs = 0): string =>
  restUs === 0
    ? formatInstant(atMs).replace('Z', '+00:00')
    : new Date(atMs).toISOString().replace('Z', `${String(restUs).padStart(3, '0')}+00:00`);
