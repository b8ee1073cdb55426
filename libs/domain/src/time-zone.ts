import { Fault } from '@kilowatch/contracts';

/** A stretch of time in which a zone's clocks are ahead of UTC by the same amount; behind, when it is negative. */
export interface OffsetSpan {
  /** UTC epoch ms; inclusive. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly offsetMs: number;
}

const dayMs = 86_400_000;

/** Two changes of one zone's clocks lie seven days apart at least (Recife in 2000), so that none hides between two looks. */
const lookEveryMs = 4 * dayMs;

/** Formatters are dear to make; the names come from clients, hence the bound. */
const rememberedZones = 100;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The offsets of an IANA time zone over [fromMs, toMs), ascending and without gaps. Throws `request.invalid` for an unknown zone.
 * Asked of Intl: it knows the zones of the runtime, and all that is missing beside it is when they change.
 */
export function offsetsOf(timeZone: string, fromMs: number, toMs: number): OffsetSpan[] {
  const format = formatOf(timeZone);
  const spans: OffsetSpan[] = [];
  let [startMs, offsetMs] = [fromMs, offsetAt(format, fromMs)];
  for (let knownMs = fromMs; knownMs < toMs;) {
    const nextMs = Math.min(toMs, knownMs + lookEveryMs);
    const nextOffsetMs = offsetAt(format, nextMs);
    if (nextOffsetMs !== offsetMs) {
      const changeMs = changeBetween(format, knownMs, nextMs, offsetMs);
      spans.push({ fromMs: startMs, toMs: changeMs, offsetMs });
      [startMs, offsetMs] = [changeMs, nextOffsetMs];
    }
    knownMs = nextMs;
  }
  if (startMs < toMs) spans.push({ fromMs: startMs, toMs, offsetMs });
  return spans;
}

/** The first instant after `lowMs` that no longer has the offset; clocks change on whole seconds. */
function changeBetween(format: Intl.DateTimeFormat, lowMs: number, highMs: number, offsetMs: number): number {
  let [low, high] = [Math.floor(lowMs / 1_000), Math.ceil(highMs / 1_000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(format, middle * 1_000) === offsetMs) low = middle;
    else high = middle;
  }
  return high * 1_000;
}

/** Out of "1/1/1880, GMT-00:53:28"; the sign stands for all parts, and plain "GMT" for 0. */
function offsetAt(format: Intl.DateTimeFormat, atMs: number): number {
  const [, sign, hours, minutes, seconds] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(atMs)) ?? [];
  const offsetS = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -offsetS : offsetS) * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    if (formats.size >= rememberedZones) formats.clear();
    formats.set(timeZone, format);
    return format;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const text = `${JSON.stringify(timeZone)} is no time zone: use an IANA name, as Europe/Berlin`;
    throw new Fault('request.invalid', text, { cause: error });
  }
}
