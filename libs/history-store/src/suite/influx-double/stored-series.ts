import type { FieldValue, Line } from './line-protocol.js';

/** Points of one field of one series, by nanosecond. */
export interface StoredSeries {
  /** Tags, `_measurement` and `_field`. */
  readonly columns: ReadonlyMap<string, string>;
  readonly points: Map<bigint, FieldValue>;
}

const weekNs = 604_800_000_000_000n;
const firstMondayNs = 345_600_000_000_000n;
const shardOf = (at: bigint): bigint => (at - firstMondayNs) / weekNs;

/** One bucket. `retentionNs` 0 keeps for ever. */
export class StoredBucket {
  readonly series = new Map<string, StoredSeries>();
  private readonly types = new Map<string, string>();

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly retentionNs: bigint,
  ) {}

  /** Stores what it can; what it dropped, in InfluxDB's words. */
  write(lines: readonly Line[]): string | undefined {
    const oldest = this.retentionNs === 0n ? 0n : BigInt(Date.now()) * 1_000_000n - this.retentionNs;
    const kept = lines.filter(({ at }) => at >= oldest);
    const expired = lines.length - kept.length;
    const conflicts = kept.filter((line) => !this.add(line)).length;
    // Only one error is told: that of a shard hides what lay before all shards.
    if (conflicts > 0) {
      return `partial write: field type conflict: input field "value" is of another type dropped=${conflicts}`;
    }
    return expired > 0
      ? `partial write: dropped ${expired} points outside retention policy of duration ${String(this.retentionNs)}ns - oldest point dropped because it violates a Retention Policy Lower Bound dropped=${expired} for database: ${this.id} for retention policy: autogen`
      : undefined;
  }

  /** Deletes points of series that meet a condition from `start` to `stop`. */
  delete(meets: (columns: ReadonlyMap<string, string>) => boolean, start: bigint, stop: bigint): void {
    for (const [key, { columns, points }] of this.series) {
      if (!meets(columns)) continue;
      for (const at of points.keys()) if (at >= start && at <= stop) points.delete(at);
      if (points.size === 0) this.series.delete(key);
    }
  }

  private add({ measurement, tags, fields, at }: Line): boolean {
    const typed = [...fields].map(([field, { type }]) => ({
      key: `${shardOf(at)}\0${measurement}\0${field}`,
      type,
    }));
    if (typed.some(({ key, type }) => (this.types.get(key) ?? type) !== type)) return false;
    for (const { key, type } of typed) this.types.set(key, type);
    for (const [field, value] of fields) {
      const columns = new Map(
        [...tags, ['_measurement', measurement], ['_field', field]].sort() as [string, string][],
      );
      const key = JSON.stringify([...columns]);
      const series = this.series.get(key) ?? { columns, points: new Map<bigint, FieldValue>() };
      series.points.set(at, value);
      this.series.set(key, series);
    }
    return true;
  }
}
