import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type { InfluxLimits } from '../influx-limits.js';
import { StoreAway } from '../store-away.js';
import type { InfluxBucket } from './influx-bucket.js';
import { compareText } from '../aggregate.js';
import { isRefusedContent, isTooLong, type Refusal, refusalOf } from './influx-trouble.js';

/** A line and what it stands for; a batch id stands for nothing that could be lost. */
export interface Line {
  readonly text: string;
  readonly atMs: number;
  readonly of?: { readonly reading: Reading } | { readonly message: OriginalMessage };
}

export interface RefusedLine {
  readonly line: Line;
  readonly reason: string;
}

/** Lines that were refused without being named, before one was taken: then it is not about single lines. */
const mostRefused = 100;

/** One write and what came of it so far. */
interface Attempt {
  readonly refused: RefusedLine[];
  taken: number;
  unnamed: number;
  /** Requests that only find out what is wrong with which line. */
  searching: number;
}

/**
 * Writes lines so that one which InfluxDB will never take costs only itself. A refusal names the lines that cannot be read
 * (400), or says how many were dropped (422: beyond the retention, of another type). What it may mean besides is written again without them, until each
 * line is either confirmed or refused by itself: of the shards of one request InfluxDB reports only the first error, so that a 422 may hide a 500.
 */
export class CarefulWriter {
  private bytesAtOnce: number;

  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
    private readonly log: HistoryLog,
  ) {
    this.bytesAtOnce = limits.writeBytes;
  }

  /** Resolves when each line is confirmed or among those refused. Faults: {@link StoreAway}. */
  async write(lines: readonly Line[]): Promise<readonly RefusedLine[]> {
    const attempt: Attempt = { refused: [], taken: 0, unnamed: 0, searching: 0 };
    const rest = [...this.parts(lines)].reverse();
    for (let part = rest.pop(); part; part = rest.pop()) rest.push(...(await this.send(part, attempt)));
    this.say(attempt.refused);
    return attempt.refused;
  }

  /** What of the part is to be written again, in smaller parts; the last one first. */
  private async send(part: readonly Line[], attempt: Attempt): Promise<(readonly Line[])[]> {
    try {
      await this.bucket.write(part.map(({ text }) => text));
      attempt.taken += part.length;
      return [];
    } catch (error) {
      if (isTooLong(error)) return this.shortened(part, attempt, error.message);
      if (!isRefusedContent(error)) throw this.bucket.fault(error);
      return this.divided(part, attempt, refusalOf(error));
    }
  }

  private shortened(part: readonly Line[], attempt: Attempt, reason: string): (readonly Line[])[] {
    if (part.length === 1) return this.refuse(part, attempt, reason);
    this.bytesAtOnce = Math.ceil(lengthOf(part) / 2);
    return [...this.parts(part)].reverse();
  }

  private divided(part: readonly Line[], attempt: Attempt, refusal: Refusal): (readonly Line[])[] {
    const { reason } = refusal;
    attempt.searching += 1;
    if (refusal.dropped === part.length) {
      attempt.refused.push(...part.map((line) => ({ line, reason })));
      return [];
    }
    const named = part.filter(({ text }) => refusal.reasonOf(text) !== undefined);
    if (named.length > 0) {
      attempt.refused.push(...named.map((line) => ({ line, reason: refusal.reasonOf(line.text)! })));
      const others = part.filter(({ text }) => refusal.reasonOf(text) === undefined);
      return others.length > 0 ? [others] : [];
    }
    if (part.length > 1 && attempt.searching < this.limits.searchingRequests) return halves(part, refusal);
    return this.refuse(part, attempt, reason);
  }

  private refuse(part: readonly Line[], attempt: Attempt, reason: string): [] {
    attempt.unnamed += part.length;
    if (attempt.taken === 0 && attempt.unnamed > mostRefused) {
      throw new StoreAway(
        `InfluxDB refuses every line, as it seems not for what is in it: ${reason}`,
        undefined,
      );
    }
    const others = part.length > 1 ? ` (it is one of ${part.length} of which at least one is wrong)` : '';
    attempt.refused.push(...part.map((line) => ({ line, reason: reason + others })));
    return [];
  }

  private say(refused: readonly RefusedLine[]): void {
    const [first] = refused.filter(({ line }) => line.of);
    if (first) this.log.warn({ lines: refused.length }, `InfluxDB does not take points: ${first.reason}`);
  }

  private *parts(lines: readonly Line[]): Generator<readonly Line[]> {
    let part: Line[] = [];
    let length = 0;
    for (const line of lines) {
      if (part.length > 0 && length + line.text.length > this.bytesAtOnce) {
        yield part;
        [part, length] = [[], 0];
      }
      part.push(line);
      length += line.text.length + 1;
    }
    if (part.length > 0) yield part;
  }
}

const lengthOf = (part: readonly Line[]): number =>
  part.reduce((length, { text }) => length + text.length + 1, 0);

const measurementOf = ({ text }: Line): string => text.slice(0, text.indexOf(','));

/**
 * What is likely to be refused together comes together: what lies beyond the retention is the oldest, and a type is wrong for a
 * measurement and a shard, which is a stretch of time.
 */
function halves(part: readonly Line[], { dropped, isRetention }: Refusal): (readonly Line[])[] {
  if (dropped === undefined) {
    const middle = Math.ceil(part.length / 2);
    return [part.slice(middle), part.slice(0, middle)];
  }
  const sorted = part.toSorted(
    (a, b) => (isRetention ? 0 : compareText(measurementOf(a), measurementOf(b))) || a.atMs - b.atMs,
  );
  const middle = isRetention ? Math.min(dropped, part.length - 1) : Math.ceil(part.length / 2);
  return [sorted.slice(middle), sorted.slice(0, middle)];
}
