/** A wall clock reading in some time zone. Month 1 to 12. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
};

/** What a clock on the wall in that zone shows. */
export function wallTimeOf(atMs: number, timeZone: string): WallTime {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

const asIfUtcMs = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);

const offsetMsAt = (atMs: number, timeZone: string): number =>
  asIfUtcMs(wallTimeOf(atMs, timeZone)) - Math.floor(atMs / 1_000) * 1_000;

/**
 * The instant at which the wall clock shows this time. Out-of-range fields carry over (hour 24 is the next day).
 * An hour that a change to summer time skips is read with the offset before it; a repeated one means its first pass.
 */
export function epochMsOf(wall: WallTime, timeZone: string): number {
  const utcMs = asIfUtcMs(wall);
  const dayMs = 86_400_000;
  const before = utcMs - offsetMsAt(utcMs - dayMs, timeZone);
  const after = utcMs - offsetMsAt(utcMs + dayMs, timeZone);
  const exists = (atMs: number): boolean => asIfUtcMs(wallTimeOf(atMs, timeZone)) === utcMs;
  return [before, after].find(exists) ?? before;
}
