import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type { AppendOutcome, HistoryBatch } from '../history-store.js';
import type { CarefulWriter } from './careful-writer.js';
import { instantOf } from './instant.js';
import type { BatchId, KnownBatches } from './known-batches.js';
import {
  instantKey,
  type KnownPoints,
  seriesKey,
  type StoredValue,
  type ValuesOfSeries,
} from './known-points.js';
import { messageLine } from './original-messages.js';
import { pointLine, whyNotStorable } from './stored-point.js';

/** What one call adds. */
interface Addition {
  readonly readings: Reading[];
  readonly messages: OriginalMessage[];
  readonly batches: BatchId[];
}

/** Shards last whole hours, an hour at least, and begin with one. */
const shardMinMs = 3_600_000;

const areInOneShard = (times: readonly number[]): boolean =>
  new Set(times.map((atMs) => Math.floor(atMs / shardMinMs))).size <= 1;

const nothing = { readings: [], messages: [] };
const nothingNew: AppendOutcome = { storedPoints: 0, storedMessages: 0, isRepeated: true };

/** Decides what of a batch is new, and writes that. Calls must follow one another. */
export class Appender {
  constructor(
    private readonly points: KnownPoints,
    private readonly batches: KnownBatches,
    private readonly writer: CarefulWriter,
    private readonly log: HistoryLog,
  ) {}

  /** Resolves when InfluxDB has confirmed all that is new. */
  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    const isRepeated = await this.repeatedOf(batches);
    const first = batches.filter((_batch, i) => !isRepeated[i]).map((batch) => this.storable(batch));
    const known = await this.points.storedAtTimesOf(first.flatMap(({ readings }) => readings));
    const addition: Addition = { readings: [], messages: [], batches: [] };
    const newOf = first.map((batch) => add(batch, known, addition));
    const isWhole = await this.write(addition);
    const stored = isWhole ? undefined : await this.points.storedAtTimesOf(addition.readings);
    return isRepeated.map((was) => (was ? nothingNew : outcomeOf(newOf.shift() ?? nothing, stored)));
  }

  private async repeatedOf(batches: readonly HistoryBatch[]): Promise<boolean[]> {
    const seen = new Set<string>();
    const repeated: boolean[] = [];
    for (const { id } of batches) {
      const key = id && JSON.stringify([id.source, id.batch]);
      repeated.push(id !== undefined && (seen.has(key as string) || (await this.batches.isKnown(id))));
      if (key) seen.add(key);
    }
    return repeated;
  }

  /** A crash in between is harmless, every line is idempotent. */
  private async write({ readings, messages, batches }: Addition): Promise<boolean> {
    const nowMs = Date.now();
    const lines = [...readings.map(pointLine), ...messages.map(messageLine)];
    const ids = batches.map((id) => this.batches.lineOf(id, nowMs));
    const times = [
      ...readings.map(({ atMs }) => atMs),
      ...messages.map(({ receivedAtMs }) => receivedAtMs),
      ...batches.map((id) => this.batches.atMsOf(id, nowMs)),
    ];
    let isWhole: boolean;
    try {
      isWhole = await this.writeIdsLast(lines, ids, areInOneShard(times));
    } catch (error) {
      this.points.forget(new Set(readings.map(({ device }) => device)));
      this.batches.forget(batches);
      throw error;
    }
    this.points.written(readings);
    this.batches.written(batches);
    return isWhole;
  }

  /**
   * Ids say that all before them is stored. One request is stored whole or not at all within a shard only: of several shards
   * one may fail and the others keep their lines, so that the ids must wait until all else is confirmed.
   */
  private async writeIdsLast(
    lines: readonly string[],
    ids: readonly string[],
    isOneShard: boolean,
  ): Promise<boolean> {
    if (isOneShard) return this.writer.write([...lines, ...ids]);
    const isWhole = await this.writer.write(lines);
    return (await this.writer.write(ids)) && isWhole;
  }

  private storable(batch: HistoryBatch): HistoryBatch {
    const readings = batch.readings.filter((reading) => {
      const reason = whyNotStorable(reading);
      if (reason) this.log.error({ reading }, `A reading is left out: ${reason}`);
      return reason === undefined;
    });
    return { ...batch, readings };
  }
}

function add(
  batch: HistoryBatch,
  known: Map<string, ValuesOfSeries>,
  addition: Addition,
): Pick<HistoryBatch, 'readings' | 'messages'> {
  const { readings, messages, id } = batch;
  const added = readings.flatMap((reading) => newReading(reading, batch, known) ?? []);
  addition.readings.push(...added);
  addition.messages.push(...messages);
  if (id) addition.batches.push(id);
  return { readings: added, messages };
}

/** Where InfluxDB has left something out, `stored` says what there is of it. */
function outcomeOf(
  { readings, messages }: Pick<HistoryBatch, 'readings' | 'messages'>,
  stored: Map<string, ValuesOfSeries> | undefined,
): AppendOutcome {
  const kept = stored
    ? readings.filter((reading) => stored.get(seriesKey(reading))?.has(instantKey(instantOf(reading))))
    : readings;
  return { storedPoints: kept.length, storedMessages: messages.length, isRepeated: false };
}

/** The reading as it is to be stored, or undefined when it is known; see {@link HistoryBatch}. */
function newReading(
  reading: Reading,
  { ordinals, isRedelivered }: HistoryBatch,
  known: Map<string, ValuesOfSeries>,
): Reading | undefined {
  const values = known.get(seriesKey(reading)) ?? new Map<string, StoredValue>();
  known.set(seriesKey(reading), values);
  const numbered = ordinals === 'next' ? nextOf(reading, values, isRedelivered ?? false) : reading;
  if (!numbered) return undefined;
  const at = instantOf(numbered);
  if (values.has(instantKey(at))) return undefined;
  values.set(instantKey(at), { ...at, ordinal: numbered.ordinal, value: numbered.value });
  return numbered;
}

function nextOf(reading: Reading, values: ValuesOfSeries, isRedelivered: boolean): Reading | undefined {
  const same = [...values.values()]
    .filter(({ atMs }) => atMs === reading.atMs)
    .sort((a, b) => a.ordinal - b.ordinal);
  const equals = isRedelivered ? same : same.slice(-1);
  if (equals.some(({ value }) => value === reading.value)) return undefined;
  return { ...reading, ordinal: (same.at(-1)?.ordinal ?? -1) + 1 };
}
