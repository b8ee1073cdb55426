import { type DeviceMessage, type Dialect, heard, type Heard, nothing, refusedAs } from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { deviceOf } from './native-id.js';
import { scalarOf, textOf } from './payload-text.js';
import { sentTimeOf } from './sent-time.js';
import { mostValues, Values } from './values.js';

const topics = /^[^/]+\/([^/]+)(?:\/(.+))?$/;
const ours = /^values\/[^/]+/;

/**
 * The plainest there is: `values/<device>` with a JSON object of numbers, or `values/<device>/<metric>` with a bare number. What is
 * nested is joined by `_`. A `time` (or `timestamp`) beside the numbers is when that was. Topics that a person has named are read in the
 * same way: what they begin with does not matter.
 */
export const plainValues: Dialect = {
  name: 'plain-values',
  speaks: (topic) => ours.test(topic),
  reader: () => ({ read }),
};

const timeKeys = ['time', 'timestamp'] as const;
const deepest = 16;
const whole = 'value';

function read({ topic, payload, text }: DeviceMessage): Heard {
  const [, name, path] = topics.exec(topic) ?? [];
  if (name === undefined) return nothing;
  const named = deviceOf('sensor', 'device in the topic', name);
  if ('problem' in named) return refusedAs(named.problem);
  const metric = path?.replaceAll('/', '_');
  const bare = bareNumberIn(payload, text);
  if (bare !== undefined) {
    const values = new Values();
    values.add(metric ?? whole, bare);
    return values.heardOf(named.device);
  }
  const body = readJsonBody(payload, text);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty') return nothing;
  if (!isObject(body.value))
    return refusedAs('The message must be a number, or a JSON object of numbers, as {"temperature":21.5}');
  return readObject(body.value, named.device, metric);
}

const openingBrace = 0x7b;

function bareNumberIn(payload: Uint8Array, text?: string): number | undefined {
  return payload[0] === openingBrace ? undefined : scalarOf(textOf(payload, text) ?? '');
}

function readObject(
  content: Readonly<Record<string, unknown>>,
  device: string,
  metric: string | undefined,
): Heard {
  const timeKey = timeKeys.find((key) => key in content);
  const own = timeKey === undefined ? undefined : sentTimeOf(timeKey, content[timeKey]);
  if (timeKey !== undefined && !own)
    return refusedAs(`"${timeKey}" must be an ISO 8601 time as 2026-01-31T12:00:00Z, or seconds since 1970`);
  const values = new Values();
  const { [whole]: value, unit } = content;
  if (metric !== undefined && value !== undefined)
    values.add(metric, numberIn(value), { unit: typeof unit === 'string' ? unit : undefined });
  else addAll(values, content, { prefix: metric, timeKey, depth: 0 });
  if (values.problem !== undefined) return refusedAs(values.problem);
  if (values.measured.length === 0) return refusedAs('there is no number in it, as {"temperature":21.5} has');
  return heard({ device, measured: values.measured, ...(own && { own }) });
}

interface Level {
  readonly prefix: string | undefined;
  readonly timeKey?: string | undefined;
  readonly depth: number;
}

/** Lists as well: their members are numbered from 0. */
function addAll(values: Values, content: object, { prefix, timeKey, depth }: Level): void {
  for (const [key, said] of Object.entries(content) as [string, unknown][]) {
    if (key === timeKey || values.measured.length > mostValues || values.problem !== undefined) continue;
    const metric = prefix === undefined ? key : `${prefix}_${key}`;
    if (typeof said !== 'object' || said === null) values.add(metric, numberIn(said));
    else if (depth < deepest) addAll(values, said, { prefix: metric, depth: depth + 1 });
    else values.problem ??= `it is nested more than ${deepest} deep`;
  }
}

const numberIn = (said: unknown): unknown => (typeof said === 'string' ? scalarOf(said.trim()) : said);
