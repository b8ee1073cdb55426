import { flux } from '@influxdata/influxdb-client';
import { windowStart } from '../aggregate.js';
import type { HistoryLog } from '../history-log.js';
import type { InfluxLimits } from '../influx-limits.js';
import { keeping, pointsWhere, reducedTo, text, together, windowed } from './flux-text.js';
import type { InfluxBucket } from './influx-bucket.js';
import { type Instant, lastMs, parseInstant } from './instant.js';
import { messageMeasurement } from './read-originals.js';

/** The time that originals span is looked at in about so many parts; they are deleted in whole parts. */
const parts = 500;

const dayMs = 86_400_000;

/** Keeps the originals within their bounds: from time to time the oldest beyond are deleted. */
export class MessageBound {
  private untilCheck: number;
  private nextLookMs = -Infinity;

  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
    private readonly log: HistoryLog,
  ) {
    this.untilCheck = Math.min(limits.messagesBetweenChecks, limits.messageRows);
  }

  /** To be told of messages that were written; looks at all of them once there were enough, or enough time has gone by. */
  async written(messages: number, nowMs: number): Promise<void> {
    const { messagesBetweenChecks, messageRows, messageDays, retentionEveryMs } = this.limits;
    this.untilCheck -= messages;
    const isAgeDue = messageDays > 0 && messages > 0 && nowMs >= this.nextLookMs;
    if (this.untilCheck > 0 && !isAgeDue) return;
    this.untilCheck = Math.min(messagesBetweenChecks, messageRows);
    this.nextLookMs = nowMs + retentionEveryMs;
    const span = await this.span();
    if (!span) return;
    const beforeMs = Math.max(await this.tooManyBeforeMs(span), this.keptFromMs(nowMs));
    if (beforeMs <= span.fromMs) return;
    const stop = new Date(beforeMs - 1).toISOString().replace('Z', '999999Z');
    await this.bucket.delete(`_measurement="${messageMeasurement}"`, '1970-01-01T00:00:00Z', stop);
    this.log.info(
      { before: stop },
      'The oldest original messages are deleted: there were more than may be kept, or they were too old',
    );
  }

  private keptFromMs(nowMs: number): number {
    const { messageDays } = this.limits;
    return messageDays === 0 ? 0 : nowMs - messageDays * dayMs;
  }

  /** The end of the newest part that does not fit any more; 0 when all do. */
  private async tooManyBeforeMs(span: { fromMs: number; toMs: number }): Promise<number> {
    const stepMs = Math.max(1, Math.ceil((span.toMs - span.fromMs) / parts));
    const sums = await this.sums(span, stepMs);
    let [rows, bytes] = [0, 0];
    for (const atMs of [...sums.keys()].sort((a, b) => b - a)) {
      const part = sums.get(atMs) ?? { count: 0, sum: 0 };
      rows += part.count;
      bytes += part.sum;
      if (rows > this.limits.messageRows || bytes > this.limits.messageBytes) return atMs + stepMs;
    }
    return 0;
  }

  private async span(): Promise<{ fromMs: number; toMs: number } | undefined> {
    const all = this.bytesIn(0, lastMs);
    const ends = (['first', 'last'] as const).map(
      (end) => flux`${all} ${reducedTo(end)} ${keeping(['_time'])} |> yield(name: ${end})`,
    );
    const times = await this.bucket.query(together(ends), (row) => parseInstant(row('_time')).atMs);
    if (times.length === 0) return undefined;
    return { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
  }

  /** Number and size of the originals of each part, by its start. */
  private async sums(span: { fromMs: number; toMs: number }, stepMs: number) {
    const all = this.bytesIn(span.fromMs, span.toMs);
    const pipes = (['count', 'sum'] as const).map(
      (fn) => flux`${all} ${windowed(stepMs, fn)} ${keeping(['_time', '_value'])} |> yield(name: ${fn})`,
    );
    const rows = await this.bucket.query(together(pipes), (row) => ({
      fn: row('result') as 'count' | 'sum',
      atMs: windowStart(parseInstant(row('_time')).atMs, stepMs),
      value: Number(row('_value')),
    }));
    const sums = new Map<number, { count: number; sum: number }>();
    for (const { fn, atMs, value } of rows) {
      const part = sums.get(atMs) ?? { count: 0, sum: 0 };
      part[fn] += value;
      sums.set(atMs, part);
    }
    return sums;
  }

  private bytesIn(fromMs: number, toMs: number) {
    const where = flux`r._measurement == ${text(messageMeasurement)} and r._field == "bytes"`;
    const [from, to] = [fromMs, toMs].map((atMs) => ({ atMs, nano: 0 })) as [Instant, Instant];
    return pointsWhere(this.bucket.settings.bucket, from, to, where);
  }
}
