import { flux } from '@influxdata/influxdb-client';
import type { Reading } from '@kilowatch/contracts';
import type { InfluxLimits } from '../influx-limits.js';
import { type Flux, keeping, pointsWhere, reducedTo, together } from './flux-text.js';
import { compareInstants, type Instant, instantOf, lastMs, nanosPerMs, parseInstant } from './instant.js';
import type { OwnSeries, SeriesName } from './series-source.js';

/** Stored values of one series by nanosecond, of the times that were looked up. */
export type ValuesOfSeries = Map<string, StoredValue>;

export interface StoredValue extends Instant {
  readonly ordinal: number;
  readonly value: number;
}

/** Times this close to each other are looked up in one range … */
const gapMs = 1_000;
/** … of at most this length, … */
const longestMs = 600_000;
/** … and so many ranges in one question. */
const rangesAtOnce = 50;

export const seriesKey = ({ device, metric, index }: SeriesName): string =>
  `${device}\0${metric}\0${index ?? ''}`;
export const instantKey = ({ atMs, nano }: Instant): string => `${atMs}.${nano}`;

/**
 * Which points are stored. InfluxDB would overwrite a point with the same identity, where the first must stay, and does not
 * say whether one was new. The historian is the only writer: a point newer than the newest of its series is new, so only
 * points that come late or again are asked for.
 */
export class KnownPoints {
  /** The newest instant per series, of each device that was asked for. */
  private readonly newest = new Map<string, Map<string, Instant>>();
  private series = 0;

  constructor(
    private readonly own: OwnSeries,
    private readonly limits: InfluxLimits,
  ) {}

  /** Stored points at the times of these readings, as far as there may be any: by series, then by {@link instantKey}. */
  async storedAtTimesOf(readings: readonly Reading[]): Promise<Map<string, ValuesOfSeries>> {
    const devices = new Set(readings.map(({ device }) => device));
    await this.learn([...devices].filter((device) => !this.newest.has(device)));
    const known = new Map<string, ValuesOfSeries>();
    const late = readings.filter((reading) => this.mayBeStored(reading));
    const byDevice = [...Map.groupBy(late, (reading) => reading.device)];
    await Promise.all(byDevice.map(([device, ofDevice]) => this.lookUp(device, ofDevice, known)));
    return known;
  }

  /** After a confirmed write. */
  written(readings: readonly Reading[]): void {
    for (const reading of readings) this.raise(reading, instantOf(reading));
    if (this.series <= this.limits.rememberedSeries) return;
    this.newest.clear();
    this.series = 0;
  }

  /** When it is uncertain what is stored, or nothing is any more: it is asked for again. */
  forget(devices: Iterable<string>): void {
    for (const device of devices) {
      this.series -= this.newest.get(device)?.size ?? 0;
      this.newest.delete(device);
    }
  }

  private mayBeStored(reading: Reading): boolean {
    const newest = this.newest.get(reading.device)?.get(seriesKey(reading));
    return newest !== undefined && reading.atMs <= newest.atMs;
  }

  private raise(name: SeriesName, at: Instant): void {
    const ofDevice = this.newest.get(name.device);
    if (!ofDevice) return;
    const newest = ofDevice.get(seriesKey(name));
    if (!newest) this.series += 1;
    if (!newest || compareInstants(at, newest) > 0) ofDevice.set(seriesKey(name), at);
  }

  private async learn(devices: readonly string[]): Promise<void> {
    const where = this.own.where({ devices });
    if (!where) return;
    const all = pointsWhere(this.own.bucket.settings.bucket, beginning, endOfTime, where);
    const query = flux`${all} ${reducedTo('last')} ${keeping(['_time', ...this.own.nameColumns])}`;
    const rows = await this.own.bucket.query(query, (row) => ({
      name: this.own.nameOf(row),
      at: parseInstant(row('_time')),
    }));
    for (const device of devices) this.newest.set(device, new Map());
    for (const { name, at } of rows) this.raise(name, at);
  }

  private async lookUp(
    device: string,
    late: readonly Reading[],
    known: Map<string, ValuesOfSeries>,
  ): Promise<void> {
    const metrics = [...new Set(late.map(({ metric }) => metric))];
    const where = this.own.where({ devices: [device], metrics }, ['value', 'ordinal']);
    if (!where) return;
    const ranges = rangesOf(late.map(({ atMs }) => atMs));
    for (let i = 0; i < ranges.length; i += rangesAtOnce) {
      await this.read(ranges.slice(i, i + rangesAtOnce), where, known);
    }
  }

  private async read(
    ranges: readonly (readonly [number, number])[],
    where: Flux,
    known: Map<string, ValuesOfSeries>,
  ): Promise<void> {
    const { bucket, nameColumns } = this.own;
    const pipes = ranges.map(([fromMs, toMs], i) => {
      const all = pointsWhere(
        bucket.settings.bucket,
        { atMs: fromMs, nano: 0 },
        { atMs: toMs + 1, nano: 0 },
        where,
      );
      return flux`${all} ${keeping(['_time', '_value', ...nameColumns])} |> yield(name: ${String(i)})`;
    });
    const rows = await bucket.query(together(pipes), (row) => ({
      key: seriesKey(this.own.nameOf(row)),
      field: this.own.fieldOf(row),
      at: parseInstant(row('_time')),
      value: Number(row('_value')),
    }));
    const ordinals = new Map(
      rows
        .filter(({ field }) => field === 'ordinal')
        .map(({ key, at, value }) => [`${key}\0${instantKey(at)}`, value]),
    );
    for (const { key, field, at, value } of rows) {
      if (field !== 'value') continue;
      const ordinal = ordinals.get(`${key}\0${instantKey(at)}`) ?? at.nano;
      const values = known.get(key) ?? new Map<string, StoredValue>();
      known.set(key, values.set(instantKey(at), { ...at, ordinal, value }));
    }
  }
}

const beginning: Instant = { atMs: 0, nano: 0 };
const endOfTime: Instant = { atMs: lastMs, nano: nanosPerMs - 1 };

/** Few ranges that hold all these times, first and last millisecond inclusive. */
function rangesOf(times: readonly number[]): (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const atMs of times.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && atMs - last[1] <= gapMs && atMs - last[0] <= longestMs) last[1] = atMs;
    else ranges.push([atMs, atMs]);
  }
  return ranges;
}
