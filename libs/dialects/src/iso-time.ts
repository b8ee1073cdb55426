const digits = (count: number): string => `(\\d{${count}})`;
const date = `${digits(4)}-?${digits(2)}-?${digits(2)}`;
const time = `${digits(2)}(?::?${digits(2)}(?::?${digits(2)}(?:[.,](\\d{1,9}))?)?)?`;
const offset = `(?:Z|([+-])${digits(2)}(?::?${digits(2)})?)`;
const isoTime = new RegExp(`^${date}(?:[T ]${time}${offset}?)?$`, 'i');

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

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
  return readCommon(text) ?? readAny(text);
}

/**
 * `2026-01-31T12:00:00Z`, with or without milliseconds: what nearly all devices send, read in a fifth of the time. Undefined for anything
 * else, and where in doubt.
 */
function readCommon(text: string): IsoTime | undefined {
  const hasMs = text.length === 24;
  if (!hasMs && text.length !== 20) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':')
    return undefined;
  if (text[19] !== (hasMs ? '.' : 'Z') || text[text.length - 1] !== 'Z') return undefined;
  const midnightMs = midnightOf(numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2));
  const [hour, minute, second] = [numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2)];
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  const ms = hasMs ? numberAt(text, 20, 3) : 0;
  const atMs = midnightMs + hour * hourMs + minute * minuteMs + second * secondMs + ms;
  return Number.isNaN(atMs) ? undefined : { atMs, restUs: 0 };
}

/** NaN where there are not only digits. */
function numberAt(text: string, from: number, count: number): number {
  let number = 0;
  for (let i = from; i < from + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function readAny(text: string): IsoTime | undefined {
  const match = isoTime.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] = match;
  const midnightMs = midnightOf(Number(year), Number(month), Number(day));
  const timeMs = clockMs(hour, minute) + Number(second ?? 0) * secondMs;
  const aheadMs = clockMs(offsetHour, offsetMinute) * (sign === '-' ? -1 : 1);
  if (Number.isNaN(midnightMs + timeMs + aheadMs) || Number(second ?? 0) > 59) return undefined;
  if (fraction === undefined) return { atMs: midnightMs + timeMs - aheadMs, restUs: 0 };
  const us = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { atMs: midnightMs + timeMs - aheadMs + Math.floor(us / 1_000), restUs: us % 1_000 };
}

/** NaN for what is on no clock. */
function clockMs(hour = '0', minute = '0'): number {
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours < 24 && minutes < 60 ? hours * hourMs + minutes * minuteMs : Number.NaN;
}

/** NaN for what is in no calendar. Not by Date.UTC alone, which takes 30 February for a day in March. */
function midnightOf(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  const isDay = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= days;
  return isDay ? Date.UTC(year, month - 1, day) : Number.NaN;
}
