import { flux } from '@influxdata/influxdb-client';
import {
  deviceKind,
  kindOf,
  legacyBattery,
  legacyBatteryMetrics,
  type SeriesName,
} from '@kilowatch/contracts';
import { allOf, anyOf, type Column, type Flux, text } from './flux-text.js';
import type { FluxRow, InfluxBucket } from './influx-bucket.js';
import { storedName, textOf } from './stored-text.js';

/** Absent means all. */
export interface Wanted {
  readonly devices?: readonly string[] | undefined;
  readonly metrics?: readonly string[] | undefined;
  /** Device and metric together; without an index every index. */
  readonly names?: readonly SeriesName[] | undefined;
}

/** Fields of a stored point; only ours have more than the value. */
export type PointField = 'value' | 'missing' | 'quality' | 'receivedLagMs' | 'ordinal';

/** Where the number of a point is: that of a sensor which was missing is apart, so that no aggregate sees it. */
export const numberFields = ['value', 'missing'] as const satisfies readonly PointField[];

export const isNumber = (field: PointField): boolean => field === 'value' || field === 'missing';

/** A measurement layout: where values are, and what they are called. */
export interface SeriesSource {
  readonly bucket: InfluxBucket;
  /** A condition on `r` that only values of the series wanted meet, and perhaps others; undefined: there are none here. */
  where(wanted: Wanted, fields?: readonly PointField[]): Flux | undefined;
  /** Which of {@link PointField} the row's number is. */
  fieldOf(row: FluxRow): PointField;
  /** What a row needs so that its series can be told; `parts` tell apart stored series of one name. */
  readonly nameColumns: readonly Column[];
  readonly parts: readonly Column[];
  nameOf(row: FluxRow): SeriesName;
  /** The type of a field may change from week to week, see {@link BatteryBucket}. */
  readonly hasMixedTypes: boolean;
  /** UTC epoch ms from which on ours has all that this has: later points are left out. */
  oursFromMs?(): Promise<number | undefined>;
}

/** More names than this are not asked for one by one: all are read, and the others left out here. */
export const mostNames = 100;

export const isFew = (names: readonly string[] | undefined): names is readonly string[] =>
  names !== undefined && names.length <= mostNames;

const isSeries = ({ device, metric, index }: SeriesName): Flux =>
  allOf([
    flux`r.device == ${text(storedName(device))}`,
    flux`r.name == ${text(storedName(metric))}`,
    ...(index === undefined ? [] : [flux`r.index == ${text(storedName(index))}`]),
  ]);

/** Which metrics of a device are wanted; undefined: all. */
export function metricsOf(
  device: string,
  { devices, metrics, names }: Wanted,
): readonly string[] | undefined {
  if (names) return names.filter((name) => name.device === device).map(({ metric }) => metric);
  return devices?.includes(device) === false ? [] : metrics;
}

/** Our own layout: a measurement per kind of device, tags `device`, `name`, `unit`, `index`, the number in `value` (or `missing`). */
export class OwnSeries implements SeriesSource {
  readonly nameColumns = ['_field', 'device', 'name', 'index'] as const;
  readonly parts = ['unit'] as const;
  readonly hasMixedTypes = false;

  constructor(readonly bucket: InfluxBucket) {}

  where(wanted: Wanted, fields: readonly PointField[] = ['value']): Flux | undefined {
    const { devices = wanted.names?.map(({ device }) => device), metrics, names } = wanted;
    if (devices?.length === 0 || metrics?.length === 0) return undefined;
    const kinds = isFew(devices) ? [...new Set(devices.map(kindOf))] : deviceKind.options;
    return allOf([
      anyOf(kinds.map((kind) => flux`r._measurement == ${text(kind)}`)),
      ...(names ? [anyOf(names.map(isSeries))] : []),
      ...(isFew(devices) && !names
        ? [anyOf(devices.map((device) => flux`r.device == ${text(storedName(device))}`))]
        : []),
      ...(isFew(metrics)
        ? [anyOf(metrics.map((metric) => flux`r.name == ${text(storedName(metric))}`))]
        : []),
      anyOf(fields.map((field) => flux`r._field == ${field}`)),
    ]);
  }

  fieldOf(row: FluxRow): PointField {
    return row('_field') as PointField;
  }

  nameOf(row: FluxRow): SeriesName {
    const index = textOf(row('index'));
    return { device: textOf(row('device')), metric: textOf(row('name')), ...(index !== '' && { index }) };
  }
}

/**
 * The battery predecessor's measurement `battery_data`: no tags, fields `charge` and `discharge` in kW. It wrote numbers as they
 * were sent, whole ones as integers: within one shard (a week) InfluxDB holds to the first type, but the next may have
 * another, and one read over both returns only the first.
 */
export class BatteryBucket implements SeriesSource {
  readonly nameColumns = ['_field'] as const;
  readonly parts = [] as const;
  readonly hasMixedTypes = true;

  constructor(readonly bucket: InfluxBucket) {}

  where(wanted: Wanted): Flux | undefined {
    const metrics = metricsOf(legacyBattery, wanted);
    const fields = Object.keys(legacyBatteryMetrics).filter((field) => metrics?.includes(field) ?? true);
    if (fields.length === 0) return undefined;
    return allOf([
      flux`r._measurement == "battery_data"`,
      anyOf(fields.map((field) => flux`r._field == ${field}`)),
    ]);
  }

  fieldOf(): PointField {
    return 'value';
  }

  nameOf(row: FluxRow): SeriesName {
    return { device: legacyBattery, metric: row('_field') };
  }
}

/** Whether a series is among those wanted; needed where more were read. */
export const isWanted = ({ device, metric }: SeriesName, { devices, metrics }: Wanted): boolean =>
  (devices?.includes(device) ?? true) && (metrics?.includes(metric) ?? true);
