import {
  deviceId,
  type DeviceSequence,
  metricName,
  type Reading,
  type SensorReading,
} from '@kilowatch/contracts';
import { refused, type RefusedReport, sequenceOf } from './device-sequence.js';
import { timeProblem } from './device-time.js';
import { readIsoTime } from './iso-time.js';
import { readNumber } from './number.js';

/** What the receiver knows of a reading beside its body. */
export interface SensorArrival {
  /** The `{id}` and `{type}` of the topic. */
  readonly id: string;
  readonly type: string;
  readonly receivedAtMs: number;
  /** Where it is read later than it came, as after a replay. */
  readonly nowMs?: number | undefined;
  /** Delivered by the broker because we subscribed: how old it is, only its own `timestamp` can tell. */
  readonly isRetained: boolean;
  /** Numbers what this device says at the same `receivedAtMs`; keeps readings without a time apart. Asked only for those. */
  readonly position: (device: string) => number;
  /** ms; a `timestamp` further ahead of our clock than this is refused. */
  readonly maxAheadMs: number;
}

export type SensorResult =
  | {
      readonly isAccepted: true;
      readonly device: string;
      readonly reading: Reading;
      /** UTC epoch ms by the device's own clock; undefined when it gives no time. */
      readonly ownAtMs: number | undefined;
      readonly sequence: DeviceSequence | undefined;
    }
  | RefusedReport;

const unnamed = 'unknown';

/**
 * The reading of one message on `sensors/{id}/{type}`. What the body says of name and type wins over the topic, also when it is null
 * or empty. Unit, place and metadata stay in the original message.
 */
export function readSensorReading(body: SensorReading, arrival: SensorArrival): SensorResult {
  const id = nameOf('sensor_id', body, arrival.id);
  if (id === undefined) return refused('"sensor_id" must be text');
  const device = `sensor:${id}`;
  if (!plain.test(device) && !deviceId.safeParse(device).success)
    return refused('The name of the sensor must have 1 to 190 characters');
  const sequence = sequenceOf(body, device);
  const metric = nameOf('type', body, arrival.type);
  if (metric === undefined) return refused('"type" must be text', sequence);
  if (!isMetric(metric)) return refused('The type of the sensor must have 1 to 100 characters', sequence);
  const value = readNumber(body['value']);
  if (typeof value === 'string') return refused(value, sequence);
  if (typeof sequence === 'string') return refused(sequence);
  const own = ownTimeOf(body['timestamp'], arrival);
  if (typeof own === 'string') return refused(own, sequence);

  const { receivedAtMs } = arrival;
  const reading: Reading = {
    device,
    metric,
    value,
    atMs: own?.atMs ?? receivedAtMs,
    receivedAtMs,
    // A second delivery must get the same number, where the device gives anything to tell it by.
    ordinal: sequence?.seq ?? own?.restUs ?? arrival.position(device),
  };
  if (own === undefined && arrival.isRetained) reading.quality = 'stale';
  return { isAccepted: true, device, reading, ownAtMs: own?.atMs, sequence };
}

function nameOf(key: 'sensor_id' | 'type', body: SensorReading, fromTopic: string): string | undefined {
  const name = key in body ? body[key] : fromTopic;
  if (name === null || name === '') return unnamed;
  if (typeof name === 'number') return String(name);
  return typeof name === 'string' ? name : undefined;
}

const plain = /^[\x20-\x7e]{1,100}$/; // what nearly all names are; the schemas decide on the others

const isMetric = (metric: string): boolean =>
  plain.test(metric) || (metricName.safeParse(metric).success && metric.isWellFormed());

function ownTimeOf(timestamp: unknown, arrival: SensorArrival) {
  if (timestamp === undefined) return undefined;
  const text = typeof timestamp === 'string' ? timestamp : '';
  const own = readIsoTime(text);
  if (own) return timeProblem('timestamp', text, own.atMs, arrival) ?? own;
  const asSent = JSON.stringify(timestamp).slice(0, mostShown);
  return `"timestamp" must be an ISO 8601 time as 2026-01-31T12:00:00Z, or absent; it is ${asSent}`;
}

const mostShown = 60;
