import { nativeIdOf, type OriginalMessage, type SensorRow } from '@kilowatch/contracts';
import { isFalsy, readIsoTime, readNumber } from '@kilowatch/dialects';
import { formatInstantWithOffset } from '../instant.js';
import { jsonObjectIn } from '../json-object.js';

/**
 * A sensor's message in the words of the IoT predecessor: the name of the type is the body's, else the topic's third level; what it does not
 * say of unit, place and metadata is empty. Undefined where the original is none of its format.
 */
export function sensorRowOf({ source, device, body, receivedAtMs }: OriginalMessage): SensorRow | undefined {
  const message = jsonObjectIn(body);
  const value = message && readNumber(message['value']);
  if (message === undefined || typeof value !== 'number') return undefined;
  const { timestamp } = message;
  const own = typeof timestamp === 'string' ? readIsoTime(timestamp) : undefined;
  return {
    sensor_id: nativeIdOf(device),
    sensor_type: textOf('type' in message ? message['type'] : typeOfTopic(source)) || 'unknown',
    value,
    unit: textOf(message['unit']),
    timestamp: formatInstantWithOffset(own?.atMs ?? receivedAtMs, own?.restUs),
    location: message['location'] ?? null,
    metadata: isFalsy(message['metadata']) ? {} : message['metadata'],
  };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Of a source, as `mqtt:sensors/temp_01/temperature`. */
function typeOfTopic(source: string): string {
  const level = source.slice(source.indexOf(':') + 1).split('/')[2] ?? '';
  try {
    return decodeURIComponent(level);
  } catch {
    return level; // a device that does not percent-encode may well use a lone `%`
  }
}
