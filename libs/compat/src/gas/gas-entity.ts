import { type GasEntity, nativeIdOf, type OriginalMessage } from '@kilowatch/contracts';
import { formatInstantWithOffset } from '../instant.js';
import { asObject, jsonObjectIn } from '../json-object.js';

const secondMs = 1_000;

/**
 * The entity of a gas meter's message, in the words of the gas meter's predecessor. Its database turned numbers in a text into numbers;
 * what else stands for `pct` and in `sensors` comes back as it was sent. Undefined where the original is none of its format.
 */
export function gasEntityOf({ device, body, receivedAtMs }: OriginalMessage): GasEntity | undefined {
  const message = jsonObjectIn(body);
  const pct = message && (message['pct'] ?? asObject(message['batt'])?.['pct']);
  if (message === undefined || pct === undefined) return undefined;
  const systemTime = Math.floor(receivedAtMs / secondMs);
  return {
    pct: asStored(pct),
    device_id: nativeIdOf(device),
    system_time: systemTime,
    system_datetime: formatInstantWithOffset(systemTime * secondMs),
    sensors: 'sensors' in message ? message['sensors'] : [],
  };
}

const numeric = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

function asStored(pct: unknown): unknown {
  if (typeof pct === 'boolean') return Number(pct);
  const value = typeof pct === 'string' && numeric.test(pct) ? Number(pct) : pct;
  return typeof value === 'number' && !Number.isFinite(value) ? pct : value;
}
