import { escape, flux } from '@influxdata/influxdb-client';
import type { HistoryBatch } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import { allOf, keeping, pointsWhere, reducedTo, text } from './flux-text.js';
import type { InfluxBucket } from './influx-bucket.js';
import { type Instant, lastMs, nanosPerMs, nanosText } from './instant.js';
import { storedName, storedText, textOf } from './stored-text.js';

export type BatchId = NonNullable<HistoryBatch['id']>;

const measurement = 'written_batch';
const beginning: Instant = { atMs: 0, nano: 0 };
const endOfTime: Instant = { atMs: lastMs, nano: 0 };
/** Below and above every id: with none written each is new, with an unreadable one each is looked up. */
const nothing = '';
const unknown = '~';

const shape = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{7}([0-9a-f]{5})$/;

/** The time in a UUID v7 (RFC 9562) with some of its random bits below the millisecond; undefined for any other name. */
function timeOf(batch: string): Instant | undefined {
  const parts = shape.exec(batch);
  if (!parts) return undefined;
  const atMs = Number.parseInt(`${parts[1]}${parts[2]}`, 16);
  return atMs <= lastMs ? { atMs, nano: Number.parseInt(parts[3] as string, 16) % nanosPerMs } : undefined;
}

const instantOfId = (batch: string, nowMs: number): Instant => timeOf(batch) ?? { atMs: nowMs, nano: 0 };

const keyOf = ({ source, batch }: BatchId): string => `${source}\0${batch}`;

/**
 * Which batches were written. Their ids rise by source, so one above the highest is new; one below is among those that are
 * remembered, or is looked up at the time in its name.
 */
export class KnownBatches {
  private readonly highest = new Map<string, string>();
  private readonly recent = new Set<string>();

  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
  ) {}

  async isKnown(id: BatchId): Promise<boolean> {
    if (this.recent.has(keyOf(id))) return true;
    const highest = this.highest.get(id.source) ?? (await this.learn(id.source));
    if (timeOf(id.batch) && id.batch > highest) return false;
    return this.isStored(id);
  }

  /** Where in time its line lies. */
  atMsOf({ batch }: BatchId, nowMs: number): number {
    return instantOfId(batch, nowMs).atMs;
  }

  /** Written last of all: what it stands for is stored then. */
  lineOf({ source, batch }: BatchId, nowMs: number): string {
    const at = instantOfId(batch, nowMs);
    const tag = escape.tag(storedName(source));
    return `${measurement},source=${tag} batch=${escape.quoted(storedText(batch))} ${nanosText(at)}`;
  }

  /** After a confirmed write. */
  written(ids: readonly BatchId[]): void {
    for (const id of ids) {
      this.recent.add(keyOf(id));
      const highest = this.highest.get(id.source) ?? nothing;
      if (timeOf(id.batch) && id.batch > highest) this.highest.set(id.source, id.batch);
    }
    for (const oldest of this.recent) {
      if (this.recent.size <= this.limits.rememberedBatches) break;
      this.recent.delete(oldest);
    }
    if (this.highest.size > this.limits.rememberedSeries) this.highest.clear();
  }

  /** When it is uncertain what is stored. */
  forget(ids: readonly BatchId[]): void {
    for (const { source } of ids) this.highest.delete(source);
  }

  private async learn(source: string): Promise<string> {
    const where = this.whereSource(source);
    const all = pointsWhere(this.bucket.settings.bucket, beginning, endOfTime, where);
    const query = flux`${all} ${reducedTo('last')} ${keeping(['_value'])}`;
    const [last = nothing] = await this.bucket.query(query, (row) => textOf(row('_value')));
    const highest = last === nothing || timeOf(last) ? last : unknown;
    this.highest.set(source, highest);
    return highest;
  }

  private async isStored({ source, batch }: BatchId): Promise<boolean> {
    const at = timeOf(batch);
    const from = at ? { atMs: at.atMs, nano: 0 } : beginning;
    const to = at ? { atMs: at.atMs + 1, nano: 0 } : endOfTime;
    const where = allOf([this.whereSource(source), flux`r._value == ${text(storedText(batch))}`]);
    const all = pointsWhere(this.bucket.settings.bucket, from, to, where);
    const found = await this.bucket.query(flux`${all} |> limit(n: 1) ${keeping(['_value'])}`, () => true);
    return found.length > 0;
  }

  private whereSource(source: string) {
    return allOf([
      flux`r._measurement == ${text(measurement)}`,
      flux`r._field == "batch"`,
      flux`r.source == ${text(storedName(source))}`,
    ]);
  }
}
