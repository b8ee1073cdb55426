import { asSent } from './as-sent.js';
import type { OwnTime } from './dialect.js';
import { readIsoTime } from './iso-time.js';

// Epochs by their size: up to the year 5138 in seconds, from 1973 on in milliseconds, and so on.
const firstMilliseconds = 1e11;
const firstMicroseconds = 1e14;
const firstNanoseconds = 1e17;

/**
 * A time as devices write it: ISO 8601 (UTC where it has no offset), or an epoch in s, ms, µs or ns. Undefined for anything else;
 * one that is impossible is for others to judge.
 */
export function sentTimeOf(
  key: string,
  value: unknown,
  ifImpossible: OwnTime['ifImpossible'] = 'refuse',
): OwnTime | undefined {
  const time = typeof value === 'string' ? readIsoTime(value) : epochOf(value);
  return time && { atMs: time.atMs, restUs: time.restUs, key, asSent: asSent(value), ifImpossible };
}

function epochOf(value: unknown): { atMs: number; restUs: number } | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const us = Math.round(value * microsecondsPer(Math.abs(value)));
  if (!Number.isSafeInteger(us)) return { atMs: Math.floor(us / 1_000), restUs: 0 };
  const atMs = Math.floor(us / 1_000);
  return { atMs, restUs: us - atMs * 1_000 };
}

function microsecondsPer(size: number): number {
  if (size < firstMilliseconds) return 1_000_000;
  if (size < firstMicroseconds) return 1_000;
  return size < firstNanoseconds ? 1 : 0.001;
}
