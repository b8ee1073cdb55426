import { asSent } from './as-sent.js';
import type { OwnTime } from './dialect.js';
import { readIsoTime } from './iso-time.js';
import { readNumber } from './number.js';

const aheadMs = 300_000;
const behindMs = 7 * 86_400_000;
/** Unix seconds reach this in the year 5138, milliseconds did in 1973. */
const firstMilliseconds = 1e11;

/**
 * The time of a handheld that can be believed: at most a week old and five minutes ahead. Undefined for any other, since the
 * published firmware sends 3600 for ever: the time of receipt counts then.
 */
export function gasTimeOf(ts: unknown, receivedAtMs: number): OwnTime | undefined {
  const time = timeOf(ts);
  if (!time || time.atMs > receivedAtMs + aheadMs || time.atMs < receivedAtMs - behindMs) return undefined;
  return { ...time, key: 'ts', asSent: asSent(ts), ifImpossible: 'receipt' };
}

function timeOf(ts: unknown): { atMs: number; restUs?: number } | undefined {
  const iso = typeof ts === 'string' ? readIsoTime(ts) : undefined;
  if (iso) return iso;
  const unix = typeof ts === 'boolean' ? Number.NaN : readNumber(ts);
  if (typeof unix !== 'number' || !Number.isFinite(unix)) return undefined;
  return { atMs: Math.floor(unix < firstMilliseconds ? unix * 1_000 : unix) };
}
