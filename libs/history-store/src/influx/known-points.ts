import { flux } from '@influxdata/influxdb-client';
import { Fault, type Reading, type SeriesName } from '@kilowatch/contracts';
import type { InfluxLimits } from '../influx-limits.js';
import { type Flux, keeping, named, pointsWhere, reducedTo, together } from './flux-text.js';
import type { FluxRow } from './influx-bucket.js';
import { type Instant, lastMs, nanosPerMs, parseInstant } from './instant.js';
import { KnownGaps } from './known-gaps.js';
import { isNumber, mostNames, numberFields, type OwnSeries } from './series-source.js';
import { spansOf } from './spans.js';

/** Stored values of one series by nanosecond, of the times that were looked up. */
export type ValuesOfSeries = Map<string, StoredValue>;

export interface StoredValue extends Instant {
  readonly ordinal: number;
  readonly value: number;
}

/** So many spans are looked up in one question. */
const spansAtOnce = 50;
/** How far around late points it is looked whether there is anything. */
const aroundMs = 86_400_000;

export const seriesKey = ({ device, metric, index }: SeriesName): string =>
  `${device}\0${metric}\0${index ?? ''}`;
export const instantKey = ({ atMs, nano }: Instant): string => `${atMs}.${nano}`;

/** Of a device all of whose series are known, by {@link seriesKey}: one that is not among them has no point. */
type GapsOfDevice = Map<string, KnownGaps>;

/**
 * Which points are stored. InfluxDB would overwrite a point with the same identity, where the first must stay, and does not
 * say whether one was new. The historian is the only writer, so it knows for each series some stretches of time without any
 * point: what lies beyond the newest, and what a backlog that is written newest first has not come to. Only points outside
 * these, which come late or again, are asked for.
 */
export class KnownPoints {
  private readonly devices = new Map<string, GapsOfDevice>();
  private series = 0;

  constructor(
    private readonly own: OwnSeries,
    private readonly limits: InfluxLimits,
  ) {}

  /** Stored points at the times of these readings, as far as there may be any: by series, then by {@link instantKey}. */
  async storedAtTimesOf(readings: readonly Reading[]): Promise<Map<string, ValuesOfSeries>> {
    const devices = new Set(readings.map(({ device }) => device));
    const unknown = [...devices].filter((device) => !this.devices.has(device));
    for (let i = 0; i < unknown.length; i += mostNames) await this.learn(unknown.slice(i, i + mostNames));
    const known = new Map<string, ValuesOfSeries>();
    const late = readings.filter((reading) => !this.gapsOf(reading)?.has(reading.atMs));
    if (late.length > 0) await this.lookUp(late, known);
    if (late.length * 2 > readings.length) await this.lookAround(late);
    return known;
  }

  /** After a confirmed write. */
  written(readings: readonly Reading[]): void {
    for (const ofSeries of Map.groupBy(readings, seriesKey).values()) {
      this.gapsOf(ofSeries[0]!)?.fill(ofSeries.map(({ atMs }) => atMs));
    }
    for (const oldest of this.devices.keys()) {
      if (this.series <= this.limits.rememberedSeries) break;
      this.forget([oldest]);
    }
  }

  /** When it is uncertain what is stored, or nothing is any more: it is asked for again. */
  forget(devices: Iterable<string>): void {
    for (const device of devices) {
      this.series -= this.devices.get(device)?.size ?? 0;
      this.devices.delete(device);
    }
  }

  /** Undefined for a device of which nothing is known. */
  private gapsOf(name: SeriesName): KnownGaps | undefined {
    const ofDevice = this.devices.get(name.device);
    if (!ofDevice) return undefined;
    const key = seriesKey(name);
    const known = ofDevice.get(key);
    return known ?? this.begin(ofDevice, key, Number.NEGATIVE_INFINITY);
  }

  private begin(ofDevice: GapsOfDevice, key: string, afterMs: number): KnownGaps {
    const gaps = new KnownGaps();
    gaps.learn([afterMs, Number.POSITIVE_INFINITY]);
    ofDevice.set(key, gaps);
    this.series += 1;
    return gaps;
  }

  private async learn(devices: readonly string[]): Promise<void> {
    const where = this.own.where({ devices }, numberFields);
    if (!where) return;
    const rows = await this.own.bucket.query(this.ends(where, 0, lastMs + 1, 'last'), this.endOf);
    const learnt = new Map(devices.map((device) => [device, new Map() as GapsOfDevice]));
    for (const [key, ofSeries] of Map.groupBy(rows, ({ name }) => seriesKey(name))) {
      const ofDevice = learnt.get(ofSeries[0]!.name.device);
      if (ofDevice) this.begin(ofDevice, key, Math.max(...ofSeries.map(({ atMs }) => atMs)));
    }
    for (const [device, gaps] of learnt) this.devices.set(device, gaps);
  }

  /** In two halves where that is more than one answer may have. */
  private async lookUp(late: readonly Reading[], known: Map<string, ValuesOfSeries>): Promise<void> {
    const where = this.own.where(wantedOf(late), [...numberFields, 'ordinal']);
    const spans = spansOf(late.map(({ atMs }) => atMs));
    try {
      for (let i = 0; where && i < spans.length; i += spansAtOnce) {
        await this.read(spans.slice(i, i + spansAtOnce), where, known);
      }
    } catch (error) {
      const isTooLong = error instanceof Fault && error.code === 'request.too-large';
      if (!isTooLong || late.length < 2) throw error;
      const sorted = late.toSorted((a, b) => a.atMs - b.atMs);
      const middle = late.length >> 1;
      await this.lookUp(sorted.slice(0, middle), known);
      await this.lookUp(sorted.slice(middle), known);
    }
  }

  /** A backlog goes on where its newest part began: what is there is looked up once, not for every part of it. */
  private async lookAround(late: readonly Reading[]): Promise<void> {
    const where = this.own.where(wantedOf(late), numberFields);
    if (!where) return;
    const times = late.map(({ atMs }) => atMs);
    const [firstMs, lastOfThem] = [Math.min(...times), Math.max(...times)];
    const [fromMs, toMs] = [Math.max(0, firstMs - aroundMs), Math.min(lastMs, lastOfThem + aroundMs)];
    const pipes = [
      ...(fromMs < firstMs ? [named(this.ends(where, fromMs, firstMs, 'last'), 'before')] : []),
      ...(lastOfThem + 1 < toMs ? [named(this.ends(where, lastOfThem + 1, toMs, 'first'), 'after')] : []),
    ];
    const rows = await this.own.bucket.query(together(pipes), this.endOf);
    const ends = Map.groupBy(rows, ({ name }) => seriesKey(name));
    for (const [key, [reading]] of Map.groupBy(late, seriesKey)) {
      const timesOf = (end: string): number[] =>
        (ends.get(key) ?? []).filter(({ result }) => result === end).map(({ atMs }) => atMs);
      const gaps = this.gapsOf(reading!);
      gaps?.learn([Math.max(fromMs - 1, ...timesOf('before')), firstMs]);
      gaps?.learn([lastOfThem, Math.min(toMs, ...timesOf('after'))]);
    }
  }

  private ends(where: Flux, fromMs: number, toMs: number, end: 'first' | 'last'): Flux {
    const { bucket, nameColumns } = this.own;
    const [from, to] = [
      { atMs: fromMs, nano: 0 },
      toMs > lastMs ? { atMs: lastMs, nano: nanosPerMs - 1 } : { atMs: toMs, nano: 0 },
    ];
    const all = pointsWhere(bucket.settings.bucket, from, to, where);
    return flux`${all} ${reducedTo(end)} ${keeping(['_time', ...nameColumns])}`;
  }

  private readonly endOf = (row: FluxRow) => ({
    result: row('result'),
    name: this.own.nameOf(row),
    atMs: parseInstant(row('_time')).atMs,
  });

  private async read(
    spans: readonly (readonly [number, number])[],
    where: Flux,
    known: Map<string, ValuesOfSeries>,
  ): Promise<void> {
    const { bucket, nameColumns } = this.own;
    const pipes = spans.map(([fromMs, toMs], i) => {
      const [from, to] = [
        { atMs: fromMs, nano: 0 },
        { atMs: toMs + 1, nano: 0 },
      ];
      const all = pointsWhere(bucket.settings.bucket, from, to, where);
      return named(flux`${all} ${keeping(['_time', '_value', ...nameColumns])}`, String(i));
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
      if (!isNumber(field)) continue;
      const ordinal = ordinals.get(`${key}\0${instantKey(at)}`) ?? at.nano;
      const values = known.get(key) ?? new Map<string, StoredValue>();
      known.set(key, values.set(instantKey(at), { ...at, ordinal, value }));
    }
  }
}

const wantedOf = (readings: readonly Reading[]) => ({
  devices: [...new Set(readings.map(({ device }) => device))],
  metrics: [...new Set(readings.map(({ metric }) => metric))],
});
