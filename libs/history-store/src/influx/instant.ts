/** A time in InfluxDB: a millisecond, and within it a number below a million, which is where ordinals go. */
export interface Instant {
  readonly atMs: number;
  readonly nano: number;
}

/** Nanoseconds in a millisecond: as many ordinals have a time of their own. */
export const nanosPerMs = 1_000_000;

/** InfluxDB keeps nanoseconds in 64 bits: the last whole millisecond is in the year 2262. */
export const lastMs = 9_223_372_036_853;

export const compareInstants = (a: Instant, b: Instant): number => a.atMs - b.atMs || a.nano - b.nano;

export const instantOf = ({ atMs, ordinal }: { atMs: number; ordinal: number }): Instant => ({
  atMs,
  nano: ordinal % nanosPerMs,
});

/** Nanoseconds since the epoch, as line protocol and Flux write them. */
export const nanosText = ({ atMs, nano }: Instant): string =>
  (BigInt(atMs) * BigInt(nanosPerMs) + BigInt(nano)).toString();

/** Reads a time of an answer: RFC 3339 in UTC with up to nine decimals. */
export function parseInstant(text: string): Instant {
  const seconds = Date.parse(`${text.slice(0, 19)}Z`);
  const decimals = text.length > 20 ? Number(text.slice(20, -1).padEnd(9, '0')) : 0;
  const ms = Math.floor(decimals / nanosPerMs);
  return { atMs: seconds + ms, nano: decimals - ms * nanosPerMs };
}
