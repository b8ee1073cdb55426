import type { GasMetric } from '@kilowatch/contracts';
import { asSent } from './as-sent.js';
import {
  type Dialect,
  type DeviceMessage,
  heard,
  type Heard,
  type Measured,
  type OwnTime,
  refusedAs,
} from './dialect.js';
import { fnv1a } from './fnv1a.js';
import { gasTimeOf } from './gas-time.js';
import { isFalsy, isObject, readJsonBody } from './json-body.js';
import { deviceOf } from './native-id.js';
import { readNumber } from './number.js';

type Body = Readonly<Record<string, unknown>>;

const topicPattern = /^gas\/([^/]+)\/data$/;
const path = '/receive-json';
const missing = "Missing required fields: 'pct' or 'id'";

/**
 * The handheld gas meter: `gas/{id}/data` and `POST /receive-json`, in the format of the predecessor (`pct`, `id`, `ts`, `sensors`)
 * and in the extended one (`batt`, `temp`, `stat`; units at the sensors). What the predecessor stored without a look (a `pct` that
 * is a word, anything in `sensors`) is taken too: what is no number leaves no reading.
 */
export const gas: Dialect = {
  name: 'gas',
  speaks: (topic) => topic === path || topicPattern.test(topic),
  reader: () => ({ read }),
};

function read({ topic, payload, receivedAtMs }: DeviceMessage): Heard {
  const body = readJsonBody(payload);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty' || isFalsy(body.value)) return refusedAs('No JSON payload provided');
  if (!isObject(body.value))
    return refusedAs('The body must be a JSON object, as {"pct":90,"id":"handheld 1","sensors":[]}');
  const { value } = body;
  const problem = problemOf(value);
  if (problem !== undefined) return refusedAs(problem);
  const id = isFalsy(value['id']) ? topicPattern.exec(topic)?.[1] : value['id'];
  if (id === undefined) return refusedAs(missing);
  const named = deviceOf('gas', 'id', id);
  if ('problem' in named) return refusedAs(named.problem);
  const measured = measuredIn(value);
  if (measured.length > mostMeasured)
    return refusedAs(`"sensors" has more than ${mostMeasured} values: send them in several messages`);
  return heard({ device: named.device, measured, ...ownOf(value['ts'], payload, receivedAtMs) });
}

const mostMeasured = 1_000;

const chargeIn = ({ pct, batt }: Body): unknown => pct ?? (isObject(batt) ? batt['pct'] : undefined);

/** What its database could not take. */
function problemOf(body: Body): string | undefined {
  const pct = chargeIn(body);
  if (pct === undefined || pct === null) return missing;
  if (typeof pct === 'object' || (typeof pct === 'number' && !(Math.abs(pct) < 2 ** 63)))
    return `"pct" must be a number of percent, as 90; it is ${asSent(pct)}`;
  const { ts } = body;
  if (typeof ts === 'object' && ts !== null)
    return `"ts" must be Unix seconds, or an ISO 8601 time; it is ${asSent(ts)}`;
  return undefined;
}

function measuredIn(body: Body): Measured[] {
  const { sensors, temp, stat } = body;
  const measured = concentrationsIn(sensors);
  const add = (metric: GasMetric, said: unknown, unit?: unknown): void => {
    const value = readNumber(said);
    if (typeof value === 'number') measured.push({ metric, value, unit: unitOf(unit) });
  };
  add('batteryPct', chargeIn(body));
  if (isObject(temp)) add('temperatureC', temp['val'], temp['unit']);
  if (isObject(stat)) {
    add('alarmState', stat['alarm']);
    add('faultState', stat['fault']);
  }
  return measured;
}

/** Several sensors for one gas keep apart by their order among themselves: `CO/0`, `CO/1`. */
function concentrationsIn(sensors: unknown): Measured[] {
  if (!Array.isArray(sensors)) return [];
  const counts = new Map<string, number>();
  const measured: Measured[] = [];
  for (const sensor of sensors as unknown[]) {
    if (!isObject(sensor)) continue;
    const symbol = symbolOf(sensor['type']);
    const position = counts.get(symbol) ?? 0;
    counts.set(symbol, position + 1); // also for one without a value, which must not make its neighbours move up
    const value = readNumber(sensor['val']);
    if (typeof value !== 'number') continue;
    const [metric, index] = ['concentrationPpm', `${symbol}/${position}`] as const;
    measured.push({ metric, index, value, unit: unitOf(sensor['unit']) });
  }
  return measured;
}

const mostOfSymbol = 40;

const symbolOf = (type: unknown): string => {
  const symbol = typeof type === 'string' ? type.trim().toUpperCase() : '';
  return symbol === '' || symbol.length > mostOfSymbol || !symbol.isWellFormed() ? 'OTHER' : symbol;
};

const unitOf = (unit: unknown): string | undefined =>
  typeof unit === 'string' && unit.trim() !== '' ? unit : undefined;

/** With its time, a message needs a number, the same when it is delivered twice: two of them may bear the same second, or the device's clock stand still. */
function ownOf(
  ts: unknown,
  payload: Uint8Array,
  receivedAtMs: number,
): { own: OwnTime; ordinal: number } | undefined {
  const own = gasTimeOf(ts, receivedAtMs);
  return own && { own, ordinal: fnv1a(payload) };
}
