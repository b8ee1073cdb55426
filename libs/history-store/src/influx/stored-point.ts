import { escape } from '@influxdata/influxdb-client';
import {
  batteryMetrics,
  kindOf,
  legacyBatteryMetrics,
  quality,
  type Quality,
  type Reading,
} from '@kilowatch/contracts';
import { instantOf, lastMs, nanosPerMs, nanosText } from './instant.js';
import { storedName } from './stored-text.js';

/** A quality is stored as its place in this list, counted from 1: the list may only grow at its end. */
const qualities = quality.options;

const unitOf = (metric: string): string | undefined =>
  (batteryMetrics as Readonly<Record<string, string>>)[metric] ??
  (legacyBatteryMetrics as Readonly<Record<string, string>>)[metric];

/** The part of a line that names the series. */
function seriesText({ device, metric, index }: Reading): string {
  const tags: [string, string | undefined][] = [
    ['device', storedName(device)],
    ['index', index === undefined ? undefined : storedName(index)],
    ['name', storedName(metric)],
    ['unit', unitOf(metric)],
  ];
  const written = tags.flatMap(([tag, value]) => (value ? [`,${tag}=${escape.tag(value)}`] : []));
  return `${kindOf(device)}${written.join('')}`;
}

/** Why InfluxDB could not keep a reading; undefined when it can. */
export function whyNotStorable({ value, atMs }: Reading): string | undefined {
  if (!Number.isFinite(value)) return 'its value is not a finite number';
  if (!(atMs >= 0 && atMs <= lastMs)) return 'its time is beyond what InfluxDB can hold (1970 to 2262)';
  return undefined;
}

/**
 * A reading in line protocol: `battery,device=battery:b1,name=socPct,unit=% value=50,receivedLagMs=20i 1700000000000000000`.
 * The ordinal is in the nanoseconds; one that does not fit there whole is a field besides. The number of a missing sensor is called
 * `missing` instead of `value`, which stands for its quality too.
 */
export function pointLine(reading: Reading): string {
  const { value, atMs, receivedAtMs, ordinal } = reading;
  const lagMs = receivedAtMs - atMs;
  const isMissing = reading.quality === 'missing';
  const fields = [
    ...(isMissing ? [`missing=${value}`] : []),
    ...(ordinal >= nanosPerMs ? [`ordinal=${ordinal}i`] : []),
    ...(reading.quality && !isMissing ? [`quality=${qualities.indexOf(reading.quality) + 1}i`] : []),
    ...(lagMs === 0 ? [] : [`receivedLagMs=${lagMs}i`]),
    ...(isMissing ? [] : [`value=${value}`]),
  ];
  return `${seriesText(reading)} ${fields.join(',')} ${nanosText(instantOf(reading))}`;
}

export const qualityOfCode = (code: number): Quality | undefined => qualities[code - 1];
