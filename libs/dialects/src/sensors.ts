import {
  deviceId,
  metricName,
  sensorReading,
  type SensorReading,
  sensorReported,
} from '@kilowatch/contracts';
import { asSent } from './as-sent.js';
import { sequenceOf } from './device-sequence.js';
import {
  type About,
  type DeviceMessage,
  type Dialect,
  heard,
  type Heard,
  type OwnTime,
  refusedAs,
} from './dialect.js';
import { readIsoTime } from './iso-time.js';
import { readJsonBody } from './json-body.js';
import { readNumber } from './number.js';

/**
 * One value of one sensor on `sensors/{id}/{type}`, as the IoT dashboard before us took it. What the body says of name and type wins over
 * the topic, also when it is null or empty. Metadata stays in the original message.
 */
export const sensors: Dialect = {
  name: 'sensors',
  speaks: (topic) => sensorReported.params(topic) !== undefined,
  reader: () => {
    const nameOfTopic = topicNames();
    return { read: (message) => read(message, nameOfTopic) };
  },
};

interface Names {
  readonly id: string;
  readonly type: string;
}

const unnamed = 'unknown';

function read({ topic, payload, text }: DeviceMessage, namesIn: (topic: string) => Names): Heard {
  const json = readJsonBody(payload, text);
  if (json.kind === 'refused') return json.heard;
  if (json.kind === 'empty') return refusedAs('The payload is empty; JSON is expected');
  const body = outlined(json.value);
  return typeof body === 'string' ? refusedAs(body) : readingIn(body, namesIn(topic));
}

function readingIn(body: SensorReading, names: Names): Heard {
  const id = nameOf('sensor_id', body, names.id);
  if (id === undefined) return refusedAs('"sensor_id" must be text');
  const device = `sensor:${id}`;
  if (!plain.test(device) && !deviceId.safeParse(device).success)
    return refusedAs('The name of the sensor must have 1 to 190 characters');
  const sequence = sequenceOf(body, device);
  const numbered = typeof sequence === 'string' ? undefined : sequence;
  const metric = nameOf('type', body, names.type);
  if (metric === undefined) return refusedAs('"type" must be text', numbered);
  if (!isMetric(metric)) return refusedAs('The type of the sensor must have 1 to 100 characters', numbered);
  const value = readNumber(body['value']);
  if (typeof value === 'string') return refusedAs(value, numbered);
  if (typeof sequence === 'string') return refusedAs(sequence);
  const own = ownTimeOf(body['timestamp']);
  if (typeof own === 'string') return refusedAs(own, sequence);
  const unit = typeof body['unit'] === 'string' ? body['unit'] : undefined;
  return heard({ device, measured: [{ metric, value, unit }], own, sequence, about: aboutIn(body) });
}

const aboutIn = ({ location }: SensorReading): About | undefined =>
  typeof location === 'string' && location !== '' ? { location } : undefined;

/** In words, what is wrong with its outline. */
function outlined(value: unknown): SensorReading | string {
  if (sensorReported.isPlain?.(value)) return value as SensorReading;
  const result = sensorReading.safeParse(value);
  return result.success ? result.data : wordsOf(result.error.issues);
}

const wordsOf = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string => issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; ');

function nameOf(key: 'sensor_id' | 'type', body: SensorReading, fromTopic: string): string | undefined {
  const name = key in body ? body[key] : fromTopic;
  if (name === null || name === '') return unnamed;
  if (typeof name === 'number') return String(name);
  return typeof name === 'string' ? name : undefined;
}

const plain = /^[\x20-\x7e]{1,100}$/; // what nearly all names are; the schemas decide on the others

const isMetric = (metric: string): boolean =>
  plain.test(metric) || (metricName.safeParse(metric).success && metric.isWellFormed());

/** In words, what is wrong with it. */
function ownTimeOf(timestamp: unknown): OwnTime | string | undefined {
  if (timestamp === undefined) return undefined;
  const own = typeof timestamp === 'string' ? readIsoTime(timestamp) : undefined;
  if (own) return { atMs: own.atMs, restUs: own.restUs, key: 'timestamp', asSent: timestamp as string };
  return `"timestamp" must be an ISO 8601 time as 2026-01-31T12:00:00Z, or absent; it is ${asSent(timestamp)}`;
}

const mostKnownTopics = 10_000;
const mostOfTopic = 256;

/** The second and third level, wherever the topics have been moved to: as the predecessor did. */
function topicNames(): (topic: string) => Names {
  const known = new Map<string, Names>();
  return (topic) => {
    const found = known.get(topic);
    if (found) return found;
    const [, id = '', type = ''] = topic.split('/').map(decoded);
    if (known.size >= mostKnownTopics) known.clear();
    if (topic.length <= mostOfTopic) known.set(topic, { id, type });
    return { id, type };
  };
}

function decoded(level: string): string {
  try {
    return decodeURIComponent(level);
  } catch {
    return level; // a device that does not percent-encode may well use a lone `%`
  }
}
