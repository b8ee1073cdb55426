import { Fault } from '@kilowatch/contracts';
import { readInstant } from './instant.js';

const latestMs = 8_640_000_000_000_000;
const longestText = 100;

const millisecondsPer: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3, // micro sign
  μs: 1e-3, // Greek mu
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const monthsPer: Readonly<Record<string, number>> = { mo: 1, y: 12 };

const duration = /^-?(?:\d+(?:ns|us|µs|μs|ms|mo|[smhdwy]))+$/;
const durationPart = /(\d+)(\D+)/g;

const withinTime = (atMs: number): number => Math.min(Math.max(atMs, 0), latestMs);

/** Calendar months in UTC; the 31st of a shorter month is its last day, as in Flux. */
function addMonths(atMs: number, months: number): number {
  const date = new Date(atMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(date);
  lastDay.setUTCMonth(date.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, lastDay.getUTCDate()));
  return Number.isNaN(date.getTime()) ? months * Infinity : date.getTime();
}

function addDuration(nowMs: number, text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  let months = 0;
  let milliseconds = 0;
  for (const [, count, unit] of text.matchAll(durationPart)) {
    months += Number(count) * (monthsPer[unit!] ?? 0);
    milliseconds += Number(count) * (millisecondsPer[unit!] ?? 0);
  }
  return (months === 0 ? nowMs : addMonths(nowMs, sign * months)) + Math.floor(sign * milliseconds);
}

function readTime(text: string, nowMs: number): number | undefined {
  if (text.length > longestText) return undefined;
  if (text === 'now()') return nowMs;
  if (duration.test(text)) return addDuration(nowMs, text);
  if (/^-?\d+$/.test(text)) return Number(text) * 1_000;
  return readInstant(text);
}

/**
 * UTC epoch ms of a Flux time: `now()`, a duration relative to now (`-1h`, `-1d12h`, `-1mo`), RFC 3339, a date, or Unix
 * seconds. Times before 1970 and beyond the calendar become its ends. Nothing of the text travels further.
 * Fault: `request.invalid`, naming the parameter and what it may be.
 * Source: the literals of https://docs.influxdata.com/flux/v0/spec/lexical-elements/
 */
export function readFluxTime(text: string, nowMs: number, parameter: string): number {
  const atMs = readTime(text.trim(), nowMs);
  if (atMs !== undefined) return withinTime(atMs);
  const shown = JSON.stringify(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
  throw new Fault(
    'request.invalid',
    `${parameter} must be a time such as 2025-01-01T12:00:00Z, a duration such as -1h or -1d12h, Unix seconds ` +
      `or now(); got ${shown}`,
  );
}

/** A range of time as text, under the names its route gives the two ends. */
export type FluxSpan = Readonly<Record<string, string>>;

/**
 * Reads both ends of a range, given as `{ begin: '-1h', end: 'now()' }` in this order.
 * Fault: `request.invalid`, also for a range that is empty or backwards.
 */
export function readFluxSpan(span: FluxSpan, nowMs: number): { fromMs: number; toMs: number } {
  const [[fromName, fromText], [toName, toText]] = Object.entries(span) as [
    [string, string],
    [string, string],
  ];
  const fromMs = readFluxTime(fromText, nowMs, fromName);
  const toMs = readFluxTime(toText, nowMs, toName);
  if (fromMs < toMs) return { fromMs, toMs };
  throw new Fault('request.invalid', `${fromName} must be before ${toName}; got ${fromText} and ${toText}`);
}
