import { deviceKind } from './device.js';
import { quality } from './reading.js';

/**
 * Hand-written checks for the messages that come by the ten thousand a second. Each says yes only to what its schema accepts as it is;
 * whatever it says no to, the schema decides on, and finds the words.
 */
type Entries = Record<string, unknown>;
type Check = (value: unknown) => boolean;
type Checks = Readonly<Record<string, Check>>;

const latestMs = 8_640_000_000_000_000;
const kinds = new Set<string>(deviceKind.options);
const qualities = new Set<unknown>(quality.options);
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const isObject = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (most: number): Check => {
  return (value) => typeof value === 'string' && value.length > 0 && value.length <= most;
};
const isWhole = (least: number, most = Number.MAX_SAFE_INTEGER): Check => {
  return (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
};
const isEpochMs = isWhole(0, latestMs);
const isListOf = (check: Check): Check => {
  return (value) => Array.isArray(value) && value.every(check) && !value.includes(undefined); // `every` passes over holes
};

const isDevice: Check = (value) => {
  if (typeof value !== 'string' || value.length > 200 || !value.isWellFormed()) return false;
  const colon = value.indexOf(':');
  return value.length > colon + 1 && kinds.has(value.slice(0, colon));
};

/** Has all of the first, whatever it likes of the second, and nothing else. */
const isStrict = (required: Checks, optional: Checks = {}): Check => {
  const checks: Checks = { __proto__: null, ...required, ...optional } as unknown as Checks;
  const names = Object.keys(required);
  return (value) => {
    if (!isObject(value)) return false;
    for (const key in value) if (!(checks[key]?.(value[key]) ?? false)) return false;
    for (const name of names) if (value[name] === undefined) return false;
    return true;
  };
};

const sequence = { boot: isText(64), seq: isWhole(1), keptFrom: isWhole(1) };

const isReading = isStrict(
  {
    device: isDevice,
    metric: isText(100),
    value: Number.isFinite,
    atMs: isEpochMs,
    receivedAtMs: isEpochMs,
    ordinal: isWhole(0),
  },
  { index: isText(100), quality: (value) => qualities.has(value) },
);

const isOriginal = isStrict({
  source: isText(500),
  device: isDevice,
  receivedAtMs: isEpochMs,
  arrival: isWhole(0),
  body: (value) => typeof value === 'string',
});

export const isPlainTelemetry = isStrict(
  {
    batch: (value) => typeof value === 'string' && uuidv7.test(value),
    sentAtMs: isEpochMs,
    readings: isListOf(isReading),
    messages: isListOf(isOriginal),
  },
  { sequences: isListOf(isStrict({ device: isDevice, ...sequence })) },
);

const isSeqOrAbsent = (value: unknown): boolean => value === undefined || sequence.seq(value);

/** Of a device: any other key may be there as well, but for the one that the schema leaves out. */
export const isPlainSensorReading: Check = (value) =>
  isObject(value) &&
  !Object.hasOwn(value, '__proto__') &&
  (value['boot'] === undefined || sequence.boot(value['boot'])) &&
  isSeqOrAbsent(value['seq']) &&
  isSeqOrAbsent(value['keptFrom']);
