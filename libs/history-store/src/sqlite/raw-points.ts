import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RangePoint, Reading } from '@kilowatch/contracts';
import type { HeldReading } from '../time-weights.js';
import type { WindowSums } from '../window-sums.js';
import type { PointChanges } from './point-changes.js';
import type { Series } from './series-dictionary.js';

const noOrdinal = -1n;
const endOfTime = Number.MAX_SAFE_INTEGER;

/** The points of all series. SQLite takes a JavaScript number as a float: whole numbers are bound as BigInt. */
export class RawPoints {
  private readonly inserted: StatementSync;
  private readonly sameTime: StatementSync;
  private readonly newest: StatementSync;
  private readonly deletedSome: StatementSync;
  private readonly within: StatementSync;
  private readonly before: StatementSync;
  private readonly first: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    private readonly changes: PointChanges,
  ) {
    this.inserted = db.prepare('INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?, ?, ?)');
    this.sameTime = db.prepare(
      'SELECT ordinal, value FROM points WHERE series = ? AND at_ms = ? ORDER BY ordinal DESC',
    );
    this.newest = db.prepare(
      'SELECT at_ms, ordinal, value, received_lag_ms, quality FROM points WHERE series = ? AND at_ms <= ? ORDER BY at_ms DESC, ordinal DESC LIMIT 1',
    );
    this.deletedSome = db.prepare(
      `DELETE FROM points WHERE series = :series AND at_ms >= :from AND at_ms < :to AND (at_ms, ordinal) <= (
         SELECT at_ms, ordinal FROM (SELECT at_ms, ordinal FROM points
           WHERE series = :series AND at_ms >= :from AND at_ms < :to ORDER BY at_ms, ordinal LIMIT :most)
         ORDER BY at_ms DESC, ordinal DESC LIMIT 1)`,
    );
    this.within = db.prepare(
      'SELECT at_ms, ordinal, value FROM points WHERE series = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, ordinal',
    );
    this.before = db.prepare(
      'SELECT at_ms, value FROM points WHERE series = ? AND at_ms < ? ORDER BY at_ms DESC, ordinal DESC LIMIT 1',
    );
    this.first = db.prepare(
      'SELECT at_ms FROM points WHERE series = ? AND at_ms >= ? ORDER BY at_ms LIMIT 1',
    );
  }

  /** Stores a reading unless its identity is known; true when it was new. */
  add(series: bigint, reading: Reading, ordinal = BigInt(reading.ordinal)): boolean {
    const { atMs, value, receivedAtMs, quality } = reading;
    const lag = BigInt(receivedAtMs - atMs);
    const isNew = this.inserted.run(series, BigInt(atMs), ordinal, value, lag, quality ?? null).changes === 1;
    if (isNew) this.changes.noted(Number(series), atMs, atMs);
    return isNew;
  }

  /** Stores a reading after those of the same time, see `HistoryBatch.ordinals`; true when it was new. */
  addNext(series: bigint, reading: Reading, isRedelivered: boolean): boolean {
    const same = this.sameTime.all(series, BigInt(reading.atMs));
    const equals = isRedelivered ? same : same.slice(0, 1);
    if (equals.some((row) => row['value'] === reading.value)) return false;
    const last = same[0] ? BigInt(Number(same[0]['ordinal'])) : noOrdinal;
    return this.add(series, reading, last + 1n);
  }

  latest({ id, device, metric, index }: Series, notAfterMs = endOfTime): Reading | undefined {
    const row =
      this.newest.get(BigInt(id), BigInt(notAfterMs)) ?? this.newest.get(BigInt(id), BigInt(endOfTime));
    if (!row) return undefined;
    const atMs = Number(row['at_ms']);
    return {
      device,
      metric,
      ...(index !== undefined && { index }),
      value: Number(row['value']),
      atMs,
      receivedAtMs: atMs + Number(row['received_lag_ms']),
      ordinal: Number(row['ordinal']),
      ...qualityOf(row),
    };
  }

  /** Points of one series after a position (exclusive) and before `toMs`, ascending, read as they are taken. */
  *after(series: Series, from: { atMs: number; ordinal: number }, toMs: number): Generator<OrderedPoint> {
    // prepared anew: several series are read side by side, each through a statement of its own
    const statement = this.db.prepare(
      `SELECT at_ms, ordinal, value, quality FROM points
       WHERE series = ? AND (at_ms, ordinal) > (?, ?) AND at_ms < ? ORDER BY at_ms, ordinal`,
    );
    const { id, metric, index } = series;
    for (const row of statement.iterate(BigInt(id), BigInt(from.atMs), BigInt(from.ordinal), BigInt(toMs))) {
      yield {
        series: id,
        ordinal: Number(row['ordinal']),
        point: {
          metric,
          ...(index !== undefined && { index }),
          atMs: Number(row['at_ms']),
          value: Number(row['value']),
          ...qualityOf(row),
        },
      };
    }
  }

  /** Adds the points between the edges, ascending by (time, ordinal). */
  sumInto(series: number, sums: WindowSums): void {
    const [fromMs, toMs] = [sums.edgesMs[0]!, sums.edgesMs[sums.length]!];
    for (const row of this.within.iterate(BigInt(series), BigInt(fromMs), BigInt(toMs))) {
      const atMs = Number(row['at_ms']);
      sums.addReading(sums.indexOf(atMs), atMs, Number(row['ordinal']), Number(row['value']));
    }
  }

  /** The newest point before an instant. */
  lastBefore(series: number, atMs: number): HeldReading | undefined {
    const row = this.before.get(BigInt(series), BigInt(atMs));
    return row && { atMs: Number(row['at_ms']), value: Number(row['value']) };
  }

  /** Time of the first point at or after an instant. */
  firstAtMs(series: number, fromMs = 0): number | undefined {
    const row = this.first.get(BigInt(series), BigInt(fromMs));
    return row && Number(row['at_ms']);
  }

  /** Time of the last point. */
  lastAtMs(series: number): number | undefined {
    return this.lastBefore(series, endOfTime)?.atMs;
  }

  /** Deletes at most `most` points of [fromMs, toMs), oldest first; how many there were. To be called within a transaction. */
  deleteSome(series: number, fromMs: number, toMs: number, most: number): number {
    const firstMs = this.firstAtMs(series, fromMs);
    if (firstMs === undefined || firstMs >= toMs) return 0;
    const span = { series: BigInt(series), from: BigInt(firstMs), to: BigInt(toMs) };
    const deleted = Number(this.deletedSome.run({ ...span, most: BigInt(most) }).changes);
    this.changes.noted(series, firstMs, (this.firstAtMs(series, firstMs) ?? toMs) - 1);
    return deleted;
  }
}

/** A point and what orders it among those of its time. */
export interface OrderedPoint {
  readonly series: number;
  readonly ordinal: number;
  readonly point: RangePoint;
}

const qualityOf = (row: Record<string, unknown>): Pick<RangePoint, 'quality'> =>
  row['quality'] === null ? {} : { quality: row['quality'] as NonNullable<RangePoint['quality']> };
