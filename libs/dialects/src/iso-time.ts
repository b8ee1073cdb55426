const digits = (count: number): string => `(\\d{${count}})`;
const date = `${digits(4)}-?${digits(2)}-?${digits(2)}`;
const time = `${digits(2)}(?::?${digits(2)}(?::?${digits(2)}(?:[.,](\\d{1,9}))?)?)?`;
const offset = `(Z|[+-]${digits(2)}(?::?${digits(2)})?)`;
const isoTime = new RegExp(`^${date}(?:[T ]${time}${offset}?)?$`, 'i');

export interface IsoTime {
  /** UTC epoch ms. */
  readonly atMs: number;
  /** 0…999: the rest of a time finer than a millisecond. */
  readonly restUs: number;
}

/**
 * Reads ISO 8601 as devices write it: extended or basic, a date alone, with or without seconds, fraction and offset. Without an
 * offset it is UTC. Undefined for anything else, such as 30 February or 25 o'clock.
 */
export function readIsoTime(text: string): IsoTime | undefined {
  const match = isoTime.exec(text);
  if (!match) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour = 0,
    minute = 0,
    second = 0,
    fraction = '',
    zone = 'Z',
    hours = 0,
    minutes = 0,
  ] = match;
  const midnightMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (dateOf(midnightMs) !== `${year}-${month}-${day}`) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const us = Number(fraction.padEnd(6, '0').slice(0, 6));
  const aheadMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (zone.startsWith('-') ? -1 : 1);
  const timeMs =
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 + Math.floor(us / 1_000);
  return { atMs: midnightMs + timeMs - aheadMs, restUs: us % 1_000 };
}

// Date.UTC takes 30 February for 1 or 2 March, and the years 0 to 99 for those of the last century.
const dateOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
