import {
  type Direction,
  Fault,
  legacyBattery,
  type Reading,
  type RequestedPower,
} from '@kilowatch/contracts';
import { decideSetpoint, parsePowerUnit, toKilowatts } from '@kilowatch/domain';
import { readInstant } from './instant.js';

type Body = Readonly<Record<string, unknown>>;

/** What somebody asks of the battery API, and the reply that confirms it. */
export interface LegacySetpoint {
  readonly requested: RequestedPower;
  /** `charge set to: 10 kW`, for a discharge too: the predecessor's own words, with number and unit as sent. */
  readonly confirmation: string;
}

const invalid = (message: string): Fault => new Fault('request.invalid', message);

const shown = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
};

const isEmpty = (body: unknown): boolean =>
  !body || (typeof body === 'object' && Object.keys(body).length === 0);

function objectOf(body: unknown, direction: Direction): Body {
  if (typeof body === 'object' && !Array.isArray(body)) return body as Body;
  throw invalid(
    `the body must be a JSON object such as {"${direction}": 10, "unit": "kW"}; got ${shown(body)}`,
  );
}

function readNumber(body: Body, key: string): number {
  const value = body[key];
  if (typeof value === 'number') return value;
  const kind = typeof value === 'string' ? ' as text' : '';
  throw invalid(`${key} must be a number such as 10; got ${shown(value)}${kind}`);
}

function readPower(body: Body, direction: Direction): { requested: RequestedPower; unitAsSent: string } {
  const value = readNumber(body, direction);
  const unitAsSent = body.unit === undefined ? 'kW' : body.unit;
  if (typeof unitAsSent !== 'string')
    throw new Fault('unit.unknown', `unit must be W, kW, MW; got ${shown(unitAsSent)}`);
  return { requested: { value, unit: parsePowerUnit(unitAsSent) }, unitAsSent };
}

/**
 * Reads the body of `POST /charge` or `POST /discharge`. Whether the setpoint is allowed is for `decideSetpoint`.
 * Faults: `request.invalid` (in the predecessor's words where it had some), `unit.unknown`.
 */
export function readSetpointBody(direction: Direction, body: unknown): LegacySetpoint {
  // The predecessor says 'charge' for a missing discharge too.
  if (isEmpty(body)) throw invalid("Missing 'charge' field");
  const object = objectOf(body, direction);
  if (!Object.hasOwn(object, direction)) throw invalid("Missing 'charge' field");
  const { requested, unitAsSent } = readPower(object, direction);
  return { requested, confirmation: `charge set to: ${requested.value} ${unitAsSent}` };
}

function readTimestamp(timestamp: unknown, receivedAtMs: number): number {
  if (timestamp === undefined || timestamp === null) return receivedAtMs;
  const atMs = typeof timestamp === 'string' ? readInstant(timestamp) : undefined;
  if (atMs !== undefined && atMs >= 0) return atMs;
  throw invalid(`timestamp must be a time since 1970 such as 2025-01-01T12:00:00Z; got ${shown(timestamp)}`);
}

/**
 * Reads the body of `POST /writeCharge`, `/write` or `/writeDischarge` as a reading in kW.
 * Faults: `request.invalid` (in the predecessor's words where it had some), `unit.unknown`, `setpoint.out-of-range`.
 */
export function readWriteBody(direction: Direction, body: unknown, receivedAtMs: number): Reading {
  if (isEmpty(body)) throw invalid('Invalid payload');
  const object = objectOf(body, direction);
  if (!Object.hasOwn(object, direction)) throw invalid(`Missing key: '${direction}'`);
  const { requested } = readPower(object, direction);
  const atMs = readTimestamp(object.timestamp, receivedAtMs);
  return legacyReading(direction, requested, { atMs, receivedAtMs, ordinal: 0 });
}

/** A charge or discharge value of `battery_data`: kW of the battery without a name. Fault: `setpoint.out-of-range`. */
export function legacyReading(
  direction: Direction,
  requested: RequestedPower,
  when: Pick<Reading, 'atMs' | 'receivedAtMs' | 'ordinal'>,
): Reading {
  decideSetpoint({ direction, requested }); // no rating: what was measured or sent by others is history all the same
  const value = Math.abs(toKilowatts(requested.value, requested.unit)); // -0 becomes 0
  return { device: legacyBattery, metric: direction, value, ...when };
}
