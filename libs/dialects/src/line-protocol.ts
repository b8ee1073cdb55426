import { deviceId } from '@kilowatch/contracts';
import {
  type BrokenPieces,
  type DeviceMessage,
  type Dialect,
  type Heard,
  type Measured,
  nothing,
  type OwnTime,
  refusedAs,
  type Said,
} from './dialect.js';
import { fnv1a } from './fnv1a.js';
import { type Line, type LineProblem, LineScanner } from './line-scanner.js';
import { deviceOf } from './native-id.js';
import { textOf } from './payload-text.js';
import { isMetricName } from './quantity-names.js';

const ours = /^(?:influx\/.+|\/api\/v2\/write|\/write\/lines|\/write)(?:\?|$)/;

/** InfluxDB line protocol: on `influx/#`, or posted; a path may bring its query, for `precision`. */
export const lineProtocol: Dialect = {
  name: 'line-protocol',
  speaks: (topic) => ours.test(topic),
  reader: () => ({ read }),
};

function read({ topic, payload, text: made }: DeviceMessage): Heard {
  const text = textOf(payload, made);
  if (text === undefined) return refusedAs('The lines are not UTF-8');
  const precision = /[?&]precision=([a-z]{1,2})(?:&|$)/.exec(topic)?.[1];
  const { said, refused } = readLines(text, precision);
  if (!refused) return said.length === 0 ? nothing : { kind: 'said', said };
  return said.length === 0 ? refusedAs(refused.reason) : { kind: 'said', said, refused };
}

/** Each line is what one device said at one time. In words, what is wrong with the lines that could not be read. */
export function readLines(
  text: string,
  precision = 'ns',
): { readonly said: readonly Said[]; readonly refused?: BrokenPieces } {
  const perTime = Object.hasOwn(nanoseconds, precision) ? nanoseconds[precision] : undefined;
  if (perTime === undefined)
    return {
      said: [],
      refused: { reason: `precision must be one of ${Object.keys(nanoseconds).join(', ')}`, text },
    };
  const said: Said[] = [];
  const problems: LineProblem[] = [];
  const scanner = new LineScanner(text);
  for (let line = scanner.next(); line; line = scanner.next()) {
    const one = 'reason' in line ? line.reason : saidIn(line, perTime);
    if (typeof one === 'string') problems.push({ number: line.number, reason: one, text: line.text });
    else if (one.measured.length > 0) said.push({ ...one, piece: line.text });
  }
  const [first] = problems;
  if (!first) return { said };
  const more = problems.length > 1 ? `; and ${problems.length - 1} more lines` : '';
  const reason = `line ${first.number}: ${first.reason}${more}`;
  return { said, refused: { reason, text: problems.map((problem) => problem.text).join('') } };
}

/** Of the names that tell whose numbers these are, the first that is there. */
const nameTags = ['sensor_id', 'sensor', 'id', 'device_id', 'host', 'name'];

function saidIn(line: Line, perTime: bigint): Said | string {
  const tags = new Map(line.tags);
  const nameTag = tags.has('device') ? 'device' : nameTags.find((tag) => tags.has(tag));
  const name = nameTag === undefined ? line.measurement : tags.get(nameTag)!;
  const isWhole = nameTag === 'device' && deviceId.safeParse(name).success;
  const named = isWhole ? { device: name } : deviceOf('sensor', nameTag ?? 'measurement', name);
  if ('problem' in named) return named.problem;

  // With a device of its own the field is the metric; a host has many measurements with fields of one name.
  const prefix = nameTag === undefined || nameTag === 'device' ? '' : `${line.measurement}_`;
  const others = line.tags.filter(([key]) => key !== nameTag && key !== 'unit');
  const index = others.length === 0 ? undefined : indexOf(others);
  if (index !== undefined && !isMetricName(index)) return 'a tag has half a character in it';
  const measured: Measured[] = [];
  for (const [key, value] of line.fields) {
    const metric = key === 'value' ? line.measurement : prefix + key;
    if (!isMetricName(metric)) return `"${metric.slice(0, 60)}" must have 1 to 100 whole characters`;
    const unit = tags.get('unit');
    measured.push({ metric, value: value + 0, ...(index !== undefined && { index }), ...(unit && { unit }) });
  }
  const own = line.time === '' ? undefined : ownTimeOf(line.time, perTime);
  return { device: named.device, measured, ...(own && { own }) };
}

const mostOfIndex = 100;
const codesOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** Tags that tell series of one device apart, as `cpu=cpu0,mode=idle`. What is too long ends in a number made of all of it. */
function indexOf(tags: readonly (readonly [string, string])[]): string {
  const index = tags
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
  if (index.length <= mostOfIndex) return index;
  const hash = fnv1a(codesOf(index)).toString(16).padStart(8, '0');
  return `${index.slice(0, mostOfIndex - 9).toWellFormed()}~${hash}`;
}

const nanoseconds: Readonly<Record<string, bigint>> = {
  ...{ ns: 1n, n: 1n, us: 1_000n, u: 1_000n, ms: 1_000_000n, s: 1_000_000_000n },
  ...{ m: 60_000_000_000n, h: 3_600_000_000_000n },
};
const mostDigits = 20;

function ownTimeOf(time: string, perTime: bigint): OwnTime {
  if (time.length > mostDigits) return { atMs: Number.NaN, key: 'time', asSent: time.slice(0, 60) };
  const ns = BigInt(time) * perTime;
  const atMs = Number(ns / 1_000_000n);
  return { atMs, restUs: Math.max(0, Number((ns % 1_000_000n) / 1_000n)), key: 'time', asSent: time };
}
