import { wallTimeOf } from './zoned-time.js';

const tickStyle: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const dayStyle: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

const formatters = new Map<string, Intl.DateTimeFormat>();

const format = (
  atMs: number,
  locale: string,
  timeZone: string,
  style: Intl.DateTimeFormatOptions,
): string => {
  const key = `${locale} ${timeZone} ${Object.keys(style).join()}`;
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...style });
  formatters.set(key, formatter);
  return formatter.format(atMs);
};

/** The same few instants are written with each update of a chart. */
const written = new Map<string, string>();
const mostWritten = 1_000;

/** The date at midnight, else hours and minutes, with seconds where they are not zero. */
export function tickLabel(atMs: number, locale: string, timeZone: string): string {
  const key = `${atMs} ${locale} ${timeZone}`;
  const known = written.get(key) ?? newLabel(atMs, locale, timeZone);
  if (written.size >= mostWritten) written.clear();
  written.set(key, known);
  return known;
}

function newLabel(atMs: number, locale: string, timeZone: string): string {
  const { hour, minute, second } = wallTimeOf(atMs, timeZone);
  if (second !== 0) return format(atMs, locale, timeZone, { ...tickStyle, second: '2-digit' });
  return format(atMs, locale, timeZone, hour === 0 && minute === 0 ? dayStyle : tickStyle);
}
