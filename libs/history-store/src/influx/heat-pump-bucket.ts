import { flux } from '@influxdata/influxdb-client';
import type { HeatPumpBrand, SeriesName } from '@kilowatch/contracts';
import type { InfluxBucketSettings } from './bucket-settings.js';
import { allOf, anyOf, type Flux, keeping, pointsWhere, reducedTo, text } from './flux-text.js';
import { metricOfStored, storedNamesOf } from './heat-pump-names.js';
import type { FluxRow, InfluxBucket } from './influx-bucket.js';
import { lastMs, parseInstant } from './instant.js';
import {
  isFew,
  metricsOf,
  type OwnSeries,
  type PointField,
  type SeriesSource,
  type Wanted,
} from './series-source.js';

export interface HeatPumpBucketSettings extends InfluxBucketSettings {
  /** Whose metrics its registers are. */
  readonly device: string;
  /** What we hear of that device is written there as well, so that what reads it goes on. */
  readonly isWritten?: boolean | undefined;
  /** Decides on `register_id` where the bucket does not know a metric yet. */
  readonly brand?: HeatPumpBrand | undefined;
}

/** All that has ever been stored there. */
export const everything = [
  { atMs: 0, nano: 0 },
  { atMs: lastMs + 1, nano: 0 },
] as const;

/** The heat pump predecessor's measurement `heatpump`: tags `register_id`, `name`, `type`, `unit`, field `value`. */
export class HeatPumpBucket implements SeriesSource {
  readonly nameColumns = ['name', 'register_id'] as const;
  readonly parts = ['name', 'register_id', 'type', 'unit'] as const;
  readonly hasMixedTypes = false;
  private firstOfOursMs: number | undefined;

  constructor(
    readonly bucket: InfluxBucket,
    private readonly settings: Pick<HeatPumpBucketSettings, 'device' | 'isWritten' | 'brand'>,
    private readonly own: OwnSeries,
  ) {}

  get device(): string {
    return this.settings.device;
  }

  get brand(): HeatPumpBrand | undefined {
    return this.settings.brand;
  }

  get isWritten(): boolean {
    return this.settings.isWritten ?? false;
  }

  where(wanted: Wanted): Flux | undefined {
    const metrics = metricsOf(this.device, wanted);
    if (metrics?.length === 0) return undefined;
    return allOf([
      flux`r._measurement == "heatpump"`,
      ...(isFew(metrics) ? [anyOf(metrics.flatMap(storedNamesOf).map(isStoredAs))] : []),
      flux`r._field == "value"`,
    ]);
  }

  fieldOf(): PointField {
    return 'value';
  }

  nameOf(row: FluxRow): SeriesName {
    return { device: this.device, metric: metricOfStored(row('name'), row('register_id')) };
  }

  /** What we write there we have ourselves: it must not count twice. */
  async oursFromMs(): Promise<number | undefined> {
    if (!this.isWritten || this.firstOfOursMs !== undefined) return this.firstOfOursMs;
    const { bucket } = this.own;
    const where = this.own.where({ devices: [this.device] });
    if (!where) return undefined;
    const all = pointsWhere(bucket.settings.bucket, ...everything, where);
    const firsts = await bucket.query(
      flux`${all} ${reducedTo('first')} ${keeping(['_time'])}`,
      (row) => parseInstant(row('_time')).atMs,
    );
    if (firsts.length > 0) this.firstOfOursMs = Math.min(...firsts);
    return this.firstOfOursMs;
  }
}

const isStoredAs = ({ name, register }: ReturnType<typeof storedNamesOf>[number]): Flux =>
  allOf([
    flux`r.name == ${text(name)}`,
    ...(register === undefined ? [] : [flux`r.register_id == ${text(register)}`]),
  ]);
