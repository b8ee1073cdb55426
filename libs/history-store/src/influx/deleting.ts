import { flux } from '@influxdata/influxdb-client';
import { Fault, kindOf } from '@kilowatch/contracts';
import type { DeletionAsked } from '../history-store.js';
import { keeping, named, pointsWhere, reducedTo, together } from './flux-text.js';
import { type Instant, lastMs, nanosPerMs, parseInstant } from './instant.js';
import { numberFields, type OwnSeries } from './series-source.js';
import { storedName } from './stored-text.js';

/** Readings of one metric in [fromMs, toMs), deleted by one request. */
export type DeletionSlice = Omit<DeletionAsked, 'metrics'> & { readonly metric: string };

/** Longest time that one request deletes. */
const sliceMs = 30 * 86_400_000;

/** Deletes readings of a range, ours only. */
export class Deleting {
  constructor(private readonly own: OwnSeries) {}

  /** Slices that hold all there is to delete. */
  async slicesOf({ device, metrics, fromMs, toMs }: DeletionAsked): Promise<DeletionSlice[]> {
    const found = await this.endsOf({ device, metrics, fromMs, toMs });
    const byMetric = Map.groupBy(found, ({ metric }) => metric);
    return [...byMetric].flatMap(([metric, ends]) => {
      const times = ends.map(({ atMs }) => atMs);
      const slices: DeletionSlice[] = [];
      const endMs = Math.max(...times) + 1;
      for (let startMs = Math.min(...times); startMs < endMs; startMs += sliceMs) {
        slices.push({ device, metric, fromMs: startMs, toMs: Math.min(endMs, startMs + sliceMs) });
      }
      return slices;
    });
  }

  /** How many readings there were. What is left after a confirmed deletion is `history.unavailable`: it did not happen. */
  async delete(slice: DeletionSlice): Promise<number> {
    const { device, metric, fromMs, toMs } = slice;
    const count = await this.count(slice);
    if (count === 0) return 0;
    // storedName leaves no quote and no backslash in a name: nothing ends a string early
    const predicate = `_measurement="${kindOf(device)}" AND device="${storedName(device)}" AND "name"="${storedName(metric)}"`;
    await this.own.bucket.delete(predicate, startOf(fromMs), endOf(toMs));
    if ((await this.count(slice)) === 0) return count;
    throw new Fault('history.unavailable', `InfluxDB confirmed a deletion of ${metric} and has not done it`);
  }

  private async count({ device, metric, fromMs, toMs }: DeletionSlice): Promise<number> {
    const where = this.own.where({ devices: [device], metrics: [metric] }, numberFields);
    if (!where) return 0;
    const all = pointsWhere(this.own.bucket.settings.bucket, instant(fromMs), instant(toMs), where);
    const query = flux`${all} ${reducedTo('count')} ${keeping(['_value'])}`;
    const counts = await this.own.bucket.query(query, (row) => Number(row('_value')));
    return counts.reduce((sum, one) => sum + one, 0);
  }

  /** The first and the last reading of each series in a range. */
  private async endsOf({ device, metrics, fromMs, toMs }: DeletionAsked) {
    const where = this.own.where({ devices: [device], metrics }, numberFields);
    const endMs = Math.min(toMs, lastMs + 1);
    if (!where || fromMs >= endMs) return [];
    const all = pointsWhere(this.own.bucket.settings.bucket, instant(fromMs), instant(endMs), where);
    const pipes = (['first', 'last'] as const).map((end) =>
      named(flux`${all} ${reducedTo(end)} ${keeping(['_time', ...this.own.nameColumns])}`, end),
    );
    const rows = await this.own.bucket.query(together(pipes), (row) => ({
      metric: this.own.nameOf(row).metric,
      atMs: parseInstant(row('_time')).atMs,
    }));
    return rows.filter(({ metric }) => metrics.includes(metric));
  }
}

const instant = (atMs: number): Instant => ({ atMs, nano: 0 });

const startOf = (atMs: number): string => new Date(atMs).toISOString();

/** The end of a deletion is part of it. */
const endOf = (toMs: number): string => new Date(toMs - 1).toISOString().replace('Z', `${nanosPerMs - 1}Z`);
