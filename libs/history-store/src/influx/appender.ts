import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import type { AppendOutcome, HistoryBatch, RefusedPart } from '../history-store.js';
import type { CarefulWriter, Line, RefusedLine } from './careful-writer.js';
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

/** What is new of a batch, and what of it will never be stored. */
interface NewOfBatch {
  readonly batch: HistoryBatch;
  readonly lines: readonly Line[];
  readonly refused: readonly RefusedPart[];
}

/** Shards last whole hours, an hour at least, and begin with one. */
const shardMinMs = 3_600_000;

const areInOneShard = (lines: readonly Line[]): boolean =>
  new Set(lines.map(({ atMs }) => Math.floor(atMs / shardMinMs))).size <= 1;

const nothingNew: AppendOutcome = { storedPoints: 0, storedMessages: 0, isRepeated: true };

/** Decides what of a batch is new, and writes that. Calls must follow one another. */
export class Appender {
  constructor(
    private readonly points: KnownPoints,
    private readonly batches: KnownBatches,
    private readonly writer: CarefulWriter,
  ) {}

  /** Resolves when InfluxDB has confirmed all that is new, except what it refuses. */
  async append(batches: readonly HistoryBatch[]): Promise<readonly AppendOutcome[]> {
    const isRepeated = await this.batches.repeatedOf(batches);
    const first = batches.filter((_batch, i) => !isRepeated[i]);
    const storable = first.flatMap(({ readings }) => readings).filter((reading) => !whyNotStorable(reading));
    const known = await this.points.storedAtTimesOf(storable);
    const added = first.map((batch) => newOf(batch, known));
    const refused = await this.write(added);
    return isRepeated.map((was) => (was ? nothingNew : outcomeOf(added.shift()!, refused)));
  }

  /** A crash in between is harmless, every line is idempotent. */
  private async write(added: readonly NewOfBatch[]): Promise<Map<Line, RefusedLine>> {
    const nowMs = Date.now();
    const lines = added.flatMap((one) => one.lines);
    const ids = added.flatMap(({ batch }) => batch.id ?? []);
    const readings = lines.flatMap(({ of }) => (of && 'reading' in of ? of.reading : []));
    try {
      const refused = await this.writeIdsLast(lines, ids, nowMs, added);
      this.points.written(readings);
      this.batches.written(ids);
      return new Map(refused.map((one) => [one.line, one]));
    } catch (error) {
      this.points.forget(new Set(readings.map(({ device }) => device)));
      this.batches.forget(ids);
      throw error;
    }
  }

  /**
   * Ids say that all before them is stored, or was reported as refused: they wait for that. Only where ordinals are given here, a part
   * that was stored alone would get other ordinals when it comes again; within one shard a request is stored whole or not at all.
   */
  private async writeIdsLast(
    lines: readonly Line[],
    ids: readonly BatchId[],
    nowMs: number,
    added: readonly NewOfBatch[],
  ): Promise<readonly RefusedLine[]> {
    const idLines = ids.map((id) => this.batches.lineOf(id, nowMs));
    const isOrdered = added.some(({ batch }) => batch.ordinals === 'next');
    const together = [...lines, ...idLines];
    if (isOrdered && areInOneShard(together)) return this.writer.write(together);
    const refused = await this.writer.write(lines);
    await this.writer.write(idLines);
    return refused;
  }
}

function newOf(batch: HistoryBatch, known: Map<string, ValuesOfSeries>): NewOfBatch {
  const refused: RefusedPart[] = [];
  const lines: Line[] = [];
  for (const reading of batch.readings) {
    const reason = whyNotStorable(reading);
    const added = reason ? undefined : newReading(reading, batch, known);
    if (reason) refused.push({ reading, reason });
    else if (added) lines.push({ text: pointLine(added), atMs: added.atMs, of: { reading } });
  }
  lines.push(...batch.messages.map(lineOf));
  return { batch, lines, refused };
}

const lineOf = (message: OriginalMessage): Line => ({
  text: messageLine(message),
  atMs: message.receivedAtMs,
  of: { message },
});

function outcomeOf(
  { lines, refused: before }: NewOfBatch,
  refusedLines: ReadonlyMap<Line, RefusedLine>,
): AppendOutcome {
  const refused = [...before];
  const stored = { reading: 0, message: 0 };
  for (const line of lines) {
    const reason = refusedLines.get(line)?.reason;
    if (reason !== undefined) refused.push({ ...line.of, reason });
    else if (line.of && 'reading' in line.of) stored.reading += 1;
    else stored.message += 1;
  }
  return {
    storedPoints: stored.reading,
    storedMessages: stored.message,
    isRepeated: false,
    ...(refused.length > 0 && { refused }),
  };
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
