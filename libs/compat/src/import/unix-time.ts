/** Units that a Unix time may be given in, and how many of their digits are below a millisecond (less than none: above). */
const digitsBelowMs = { ns: 6, us: 3, ms: 0, s: -3 } as const;
export type TimePrecision = keyof typeof digitsBelowMs;

const latestMs = 8_640_000_000_000_000;
const digits = /^-?\d+$/;

/** UTC epoch ms of a Unix time in this unit, what is below a millisecond cut off; NaN when it is none, or before 1970. */
export function readUnixMs(text: string, precision: TimePrecision): number {
  if (!digits.test(text)) return Number.NaN;
  const below = digitsBelowMs[precision];
  const ms = below > 0 ? Number(text.slice(0, -below)) : Number(text) * (below < 0 ? 1_000 : 1);
  return ms >= 0 && ms <= latestMs && !text.startsWith('-') ? ms : Number.NaN;
}

/** What a Unix time has below its millisecond, in nanoseconds. */
export function nanosWithinMs(text: string, precision: TimePrecision): number {
  const below = digitsBelowMs[precision];
  return below > 0 ? Number(text.slice(-below)) * 10 ** (6 - below) : 0;
}
