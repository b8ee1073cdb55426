import { crc32 } from 'node:zlib';

/** @typedef {{ topic: string, receivedAtMs: number, ordinal: number, body: string }} Original A message as it would have come. */

const hasOffset = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * UTC epoch ms of a time as the predecessors wrote it: without an offset it is the local time of their server, which TZ names. Throws
 * a sentence.
 */
export function atMsOf(text) {
  const [date, time] = String(text).trim().split(/[T ]/);
  const atMs = Date.parse(time === undefined ? `${date}T00:00:00` : `${date}T${time}`);
  if (Number.isNaN(atMs)) throw new Error(`${JSON.stringify(text)} is no time as 2026-01-31T12:00:00`);
  return atMs;
}

const present = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));

/** A row of the battery twin's table `readings`. */
export function originalOfTwin({ id, timestamp, ...row }) {
  const receivedAtMs = atMsOf(timestamp);
  return { topic: '/sensor_data', receivedAtMs, ordinal: Number(id), body: JSON.stringify(present(row)) };
}

/** A row of the gas meter's table `sensor_data`. */
export function originalOfGas({ id, pct, device_id, timestamp, system_time, sensors }) {
  const message = { pct, id: device_id, ...present({ ts: timestamp }), sensors: jsonIn(sensors) };
  return {
    topic: '/receive-json',
    receivedAtMs: Number(system_time) * 1_000,
    ordinal: Number(id),
    body: JSON.stringify(message),
  };
}

// Rows in which the predecessor itself could not read the text any more: the rest of them is worth having.
function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A reading of the IoT dashboard, from its files. These have no numbers, and lose their beginning: its text stands for one. */
export function originalOfSensor({ sensor_id, sensor_type, type, timestamp, ...rest }) {
  const receivedAtMs = atMsOf(timestamp);
  const time = hasOffset.test(timestamp) ? timestamp : utcOf(timestamp, receivedAtMs);
  const reading = present({ ...rest, sensor_id, type: type ?? sensor_type });
  const body = JSON.stringify({ ...reading, timestamp: time });
  return { topic: 'sensors/imported/reading', receivedAtMs, ordinal: crc32(body), body };
}

/** With the microseconds that it has. */
function utcOf(text, atMs) {
  const fraction = /\.\d+$/.exec(text)?.[0] ?? '';
  return `${new Date(atMs).toISOString().slice(0, 19)}${fraction}Z`;
}
