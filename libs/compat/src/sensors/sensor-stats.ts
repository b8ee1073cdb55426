import { type DeviceMetric, kindOf, nativeIdOf, type SensorStats } from '@kilowatch/contracts';
import { toCanonical } from '@kilowatch/domain';
import { formatInstantWithOffset } from '../instant.js';

/** What is stored of one metric of a sensor, in its stored unit. */
export interface MetricSums {
  readonly metric: DeviceMetric;
  /** At least 1. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  /** UTC epoch ms. */
  readonly lastAtMs: number;
}

/** What the registry knows of a sensor. */
export interface KnownSensor {
  readonly device: string;
  readonly location?: string | undefined;
}

const digits = 10; // what a conversion there and back leaves whole
const far = 1e6;

/**
 * The statistics of a sensor in the words of the IoT predecessor: over all its readings since it was first seen, of whatever type, in
 * the unit that the sensor says. Type and unit are those of its first metric. Undefined where it has no readings.
 */
export function sensorStatsOf(
  { device, location }: KnownSensor,
  all: readonly MetricSums[],
): SensorStats | undefined {
  const [first] = all;
  if (!first) return undefined;
  const said = all.map((sums) => asSaid(device, sums));
  const count = all.reduce((sum, one) => sum + one.count, 0);
  const [min, max] = [Math.min(...said.map((one) => one.min)), Math.max(...said.map((one) => one.max))];
  const mean = finite(said.reduce((sum, one) => sum + one.sum, 0)) / count;
  return {
    sensor_id: nativeIdOf(device),
    min_value: min,
    max_value: max,
    avg_value: Math.min(max, Math.max(min, mean)),
    count,
    last_reading: formatInstantWithOffset(Math.max(...all.map(({ lastAtMs }) => lastAtMs))),
    sensor_type: first.metric.metric,
    unit: first.metric.sentUnit ?? first.metric.unit,
    location: location ?? null,
  };
}

/** Units are straight lines of each other: two points tell how to go back. */
function asSaid(
  device: string,
  { metric: { metric, index, sentUnit }, count, min, max, sum }: MetricSums,
): { min: number; max: number; sum: number } {
  if (sentUnit === undefined) return { min, max, sum };
  const [zero, one] = [0, far].map(
    (value) => toCanonical(kindOf(device), metric, value, sentUnit, index).value,
  ) as [number, number];
  const back = (value: number): number =>
    finite(Number((((value - zero) / (one - zero)) * far).toPrecision(digits)));
  return { min: back(min), max: back(max), sum: back(sum / count) * count };
}

/** Beyond all numbers there is nothing that a page could show: the greatest then. */
const finite = (value: number): number =>
  Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, Number.isNaN(value) ? 0 : value));
