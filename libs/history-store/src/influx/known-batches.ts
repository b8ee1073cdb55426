import { escape, flux, fluxInteger } from '@influxdata/influxdb-client';
import type { HistoryBatch } from '../history-store.js';
import type { InfluxLimits } from '../influx-limits.js';
import type { Line } from './careful-writer.js';
import { allOf, type Flux, keeping, named, pointsWhere, reducedTo, text, together } from './flux-text.js';
import type { FluxRow, InfluxBucket } from './influx-bucket.js';
import { type Instant, lastMs, nanosPerMs, nanosText } from './instant.js';
import { KnownGaps } from './known-gaps.js';
import { spansOf } from './spans.js';
import { storedName, storedText, textOf } from './stored-text.js';

export type BatchId = NonNullable<HistoryBatch['id']>;

const measurement = 'written_batch';
const beginning: Instant = { atMs: 0, nano: 0 };
const endOfTime: Instant = { atMs: lastMs, nano: 0 };
/** So many spans are looked up in one question. */
const spansAtOnce = 50;
/** How far around ids that may be known it is looked whether there are any. */
const aroundMs = 86_400_000;

const shape = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{7}([0-9a-f]{5})$/;

/** The time in a UUID v7 (RFC 9562) with some of its random bits below the millisecond; undefined for any other name. */
function timeOf(batch: string): Instant | undefined {
  const parts = shape.exec(batch);
  if (!parts) return undefined;
  const atMs = Number.parseInt(`${parts[1]}${parts[2]}`, 16);
  return atMs <= lastMs ? { atMs, nano: Number.parseInt(parts[3] as string, 16) % nanosPerMs } : undefined;
}

const keyOf = ({ source, batch }: BatchId): string => `${source}\0${batch}`;

/** What is known of the ids of one source. */
interface SourceIds {
  /** When there is none of those that have a time in their name. */
  readonly gaps: KnownGaps;
  /** All ids of other names are among those that are remembered. */
  isComplete: boolean;
}

/**
 * Which batches were written. Their ids have a time in their name and rise by source, so that times without any are known (see
 * {@link KnownGaps}); an id outside is among those that are remembered, or is looked up. Other ids of a source are all read once.
 */
export class KnownBatches {
  private readonly sources = new Map<string, SourceIds>();
  private readonly recent = new Map<string, BatchId>();

  constructor(
    private readonly bucket: InfluxBucket,
    private readonly limits: InfluxLimits,
  ) {}

  /** Which of these were written before, or are one that stands before them in the list. */
  async repeatedOf(batches: readonly Pick<HistoryBatch, 'id'>[]): Promise<boolean[]> {
    const bySource = Map.groupBy(
      batches.flatMap(({ id }) => id ?? []),
      ({ source }) => source,
    );
    const known = new Set<string>();
    for (const [source, ids] of bySource) {
      for (const id of await this.knownOf(source, ids)) known.add(keyOf(id));
    }
    return batches.map(({ id }) => {
      if (!id) return false;
      const isKnown = known.has(keyOf(id));
      known.add(keyOf(id));
      return isKnown;
    });
  }

  /** To be written last of all: what it stands for is stored then. */
  lineOf({ source, batch }: BatchId, nowMs: number): Line {
    const at = timeOf(batch) ?? { atMs: nowMs, nano: 0 };
    const tag = escape.tag(storedName(source));
    const fields = `batch=${escape.quoted(storedText(batch))}`;
    return { text: `${measurement},source=${tag} ${fields} ${nanosText(at)}`, atMs: at.atMs };
  }

  /** After a confirmed write. */
  written(ids: readonly BatchId[]): void {
    for (const id of ids) this.recent.set(keyOf(id), id);
    for (const [source, ofSource] of Map.groupBy(ids, (id) => id.source)) {
      this.sources.get(source)?.gaps.fill(ofSource.flatMap(({ batch }) => timeOf(batch)?.atMs ?? []));
    }
    this.forgetOldest();
  }

  /** When it is uncertain what is stored. */
  forget(ids: readonly BatchId[]): void {
    for (const { source } of ids) this.sources.delete(source);
  }

  private forgetOldest(): void {
    for (const [key, { source }] of this.recent) {
      if (this.recent.size <= this.limits.rememberedBatches) break;
      this.recent.delete(key);
      const known = this.sources.get(source);
      if (known) known.isComplete = false;
    }
    if (this.sources.size > this.limits.rememberedSeries) this.sources.clear();
  }

  private async knownOf(source: string, ids: readonly BatchId[]): Promise<BatchId[]> {
    const { gaps, isComplete } = this.sources.get(source) ?? (await this.learn(source));
    const unsure = ids.filter((id) => !this.recent.has(keyOf(id)));
    const times = unsure.flatMap(({ batch }) => timeOf(batch)?.atMs ?? []).filter((atMs) => !gaps.has(atMs));
    const stored = times.length > 0 ? await this.lookUp(source, times, gaps) : new Set<string>();
    for (const { batch } of isComplete ? [] : unsure) {
      if (!timeOf(batch) && (await this.isStored(source, batch))) stored.add(batch);
    }
    return ids.filter((id) => this.recent.has(keyOf(id)) || stored.has(id.batch));
  }

  /** From its last id on, and from its first, if there is none, a source is known. */
  private async learn(source: string): Promise<SourceIds> {
    const all = pointsWhere(this.bucket.settings.bucket, beginning, endOfTime, this.whereSource(source));
    const [last] = await this.ask(flux`${all} ${reducedTo('last')} ${keeping(['_value'])}`);
    const gaps = new KnownGaps();
    const at = last && timeOf(last.batch);
    if (!last || at) gaps.learn([at?.atMs ?? -Infinity, Infinity]);
    const known = { gaps, isComplete: !last || (!at && (await this.readAll(source, all))) };
    this.sources.set(source, known);
    return known;
  }

  /** Remembers all ids of a source, unless there are too many. */
  private async readAll(source: string, all: Flux): Promise<boolean> {
    const most = Math.floor(Math.min(this.limits.rememberedBatches, this.limits.answerRows) / 2);
    const found = await this.ask(flux`${all} |> limit(n: ${fluxInteger(most + 1)}) ${keeping(['_value'])}`);
    if (found.length > most) return false;
    for (const { batch } of found) this.recent.set(keyOf({ source, batch }), { source, batch });
    return true;
  }

  /** Which ids are stored at these times. */
  private async lookUp(source: string, times: readonly number[], gaps: KnownGaps): Promise<Set<string>> {
    const stored = new Set<string>();
    const spans = spansOf(times);
    for (let i = 0; i < spans.length; i += spansAtOnce) {
      const pipes = spans
        .slice(i, i + spansAtOnce)
        .map(([from, to], n) => this.pipe(source, from, to + 1, { name: String(n) }));
      for (const { batch } of await this.ask(together(pipes))) stored.add(batch);
    }
    await this.lookAround(source, Math.min(...times), Math.max(...times), gaps);
    return stored;
  }

  private async lookAround(source: string, firstMs: number, latestMs: number, gaps: KnownGaps) {
    const [fromMs, toMs] = [Math.max(0, firstMs - aroundMs), Math.min(lastMs, latestMs + aroundMs)];
    const pipes = [
      ...(fromMs < firstMs ? [this.pipe(source, fromMs, firstMs, { name: 'before', end: 'last' })] : []),
      ...(latestMs + 1 < toMs
        ? [this.pipe(source, latestMs + 1, toMs, { name: 'after', end: 'first' })]
        : []),
    ];
    const rows = await this.ask(together(pipes));
    const timeIn = (name: string): number | undefined => {
      const found = rows.find(({ result }) => result === name);
      return found && timeOf(found.batch)?.atMs;
    };
    gaps.learn([timeIn('before') ?? fromMs - 1, firstMs]);
    gaps.learn([latestMs, timeIn('after') ?? toMs]);
  }

  private pipe(
    source: string,
    fromMs: number,
    toMs: number,
    { name, end }: { name: string; end?: 'first' | 'last' },
  ): Flux {
    const [from, to] = [fromMs, toMs].map((atMs) => ({ atMs, nano: 0 })) as [Instant, Instant];
    const all = pointsWhere(this.bucket.settings.bucket, from, to, this.whereSource(source));
    return named(flux`${end ? flux`${all} ${reducedTo(end)}` : all} ${keeping(['_value'])}`, name);
  }

  private async isStored(source: string, batch: string): Promise<boolean> {
    const where = allOf([this.whereSource(source), flux`r._value == ${text(storedText(batch))}`]);
    const all = pointsWhere(this.bucket.settings.bucket, beginning, endOfTime, where);
    return (await this.ask(flux`${all} |> limit(n: 1) ${keeping(['_value'])}`)).length > 0;
  }

  private ask(query: Flux): Promise<{ result: string; batch: string }[]> {
    return this.bucket.query(query, (row: FluxRow) => ({
      result: row('result'),
      batch: textOf(row('_value')),
    }));
  }

  private whereSource(source: string): Flux {
    return allOf([
      flux`r._measurement == ${text(measurement)}`,
      flux`r._field == "batch"`,
      flux`r.source == ${text(storedName(source))}`,
    ]);
  }
}
