import { reading, sensorReported } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { completed } from './complete.js';
import { refused } from './device-sequence.js';
import { sensors } from './sensors.js';

const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');

type Body = Readonly<Record<string, unknown>>;

interface Circumstances {
  readonly id?: string;
  readonly type?: string;
  readonly receivedAtMs?: number;
  readonly isRetained?: boolean;
  readonly position?: () => number;
}

const { read } = sensors.reader({});

/** What becomes of bytes on the topic of a sensor. */
const resultOf = (payload: Buffer, changes: Circumstances = {}) => {
  const { id = 'temp_01', type = 'temperature' } = changes;
  const common = { receivedAtMs, isRetained: false, ...changes };
  const heard = read({ ...common, topic: sensorReported.topic({ id, type }), payload });
  if (heard.kind === 'refused') return refused(heard.reason, heard.sequence);
  if (heard.kind === 'nothing') throw new Error('nothing was heard');
  const [said, ...more] = heard.said;
  expect(more).toEqual([]);
  return completed(said!, { position: () => 3, maxAheadMs: 600_000, ...common });
};

const bytesOf = (body: unknown): Buffer => Buffer.from(JSON.stringify(body));

const accepted = (body: Body, changes: Circumstances = {}) => {
  const result = resultOf(bytesOf(body), changes);
  if (!result.isAccepted) throw new Error(`refused: ${result.reason}`);
  return { ...result, reading: result.readings[0]! };
};

const reasonOf = (body: Body, changes: Circumstances = {}) => {
  const result = resultOf(bytesOf(body), changes);
  return result.isAccepted ? undefined : result.reason;
};

describe('sensors', () => {
  it('makes one reading of a full body; place and metadata stay in the message', () => {
    const body = {
      ...{ sensor_id: 'temp_01', type: 'temperature', value: 23.5, unit: '°C' },
      ...{ timestamp: '2026-03-01T11:00:00Z', location: 'Room A', metadata: { calibrated: true }, colour: 1 },
    };
    const atMs = receivedAtMs - 3_600_000;
    const device = 'sensor:temp_01';
    expect(resultOf(bytesOf(body))).toEqual({
      isAccepted: true,
      device,
      readings: [{ device, metric: 'temperature', value: 23.5, atMs, receivedAtMs, ordinal: 0 }],
      units: [{ value: 23.5, unit: '°C' }],
      ownAtMs: atMs,
      sequence: undefined,
    });
  });

  it('takes the time of receipt, and the position among what came with it, where there is no time', () => {
    expect(accepted({ value: 1 })).toMatchObject({
      reading: { atMs: receivedAtMs, ordinal: 3 },
      ownAtMs: undefined,
    });
  });

  it.each([
    ['other names', { sensor_id: 'x', type: 'y' }, 'sensor:x', 'y'],
    ['a number', { sensor_id: 7, type: 8 }, 'sensor:7', '8'],
    ['null', { sensor_id: null, type: null }, 'sensor:unknown', 'unknown'],
    ['an empty text', { sensor_id: '', type: '' }, 'sensor:unknown', 'unknown'],
    ['nothing', {}, 'sensor:temp_01', 'temperature'],
  ])('lets the body win over the topic, also with %s', (_, names, device, metric) => {
    expect(accepted({ value: 1, ...names }).reading).toMatchObject({ device, metric });
  });

  it.each([
    ['a name that is no text', { sensor_id: ['a'] }, /"sensor_id" must be text/],
    ['a type that is no text', { type: { a: 1 } }, /"type" must be text/],
    ['a name without an end', { sensor_id: 'x'.repeat(300) }, /name of the sensor/],
    ['a type without an end', { type: 'x'.repeat(101) }, /type of the sensor/],
    ['half a character as name', { sensor_id: '\ud800' }, /name of the sensor/],
    ['half a character as type', { type: '\ud800' }, /type of the sensor/],
    ['no number', { value: 'abc' }, /finite number/],
    ['no value', { value: undefined }, /missing/],
    ['a time that is null', { timestamp: null }, /ISO 8601.*null/],
    ['a time that is a number', { timestamp: 1_767_268_800 }, /ISO 8601/],
    ['a time before the year 2000', { timestamp: '1999-12-31T23:59:59Z' }, /before the year 2000/],
    ['a time too far ahead', { timestamp: '2026-03-01T12:10:00.001Z' }, /600 s ahead/],
    ['two of three numbers', { boot: 'a', seq: 1 }, /all three, or none/],
    ['a floor above its number', { boot: 'a', seq: 1, keptFrom: 2 }, /"keptFrom" is 2, above "seq" 1/],
  ])('refuses %s', (_, changes, words) => {
    expect(reasonOf({ value: 1, ...changes })).toMatch(words);
  });

  it('keeps the identity of a reading with a time or number of its own however often it is delivered', () => {
    for (const own of [
      { timestamp: '2026-03-01T11:00:00.000250Z' },
      { timestamp: '2026-03-01T11:00:00Z', boot: 'x', seq: 9, keptFrom: 2 },
    ]) {
      const first = accepted({ value: 1, ...own }).reading;
      const again = accepted(
        { value: 1, ...own },
        { position: () => 8, receivedAtMs: receivedAtMs + 60_000 },
      );
      expect(again.reading).toEqual({ ...first, receivedAtMs: receivedAtMs + 60_000 });
    }
  });

  it('tells two readings of one millisecond apart, by microsecond or number', () => {
    const at = (timestamp: string, more = {}) => accepted({ value: 1, timestamp, ...more }).reading.ordinal;
    expect(at('2026-03-01T11:00:00.000250Z')).toBe(250);
    expect(at('2026-03-01T11:00:00Z', { boot: 'x', seq: 9, keptFrom: 2 })).toBe(9);
  });

  it('says how far a device has come that numbers its messages', () => {
    const { sequence } = accepted({ value: 1, sensor_id: 's', boot: 'x', seq: 9, keptFrom: 2 });
    expect(sequence).toEqual({ device: 'sensor:s', boot: 'x', seq: 9, keptFrom: 2 });
  });

  it.each([
    ['a text for a value', { value: 'abc' }, 'sensor:temp_01'],
    ['a time ahead', { timestamp: '2199-01-01T00:00:00Z' }, 'sensor:temp_01'],
    ['a type that is no text', { type: [], sensor_id: 's' }, 'sensor:s'],
    ['a type without an end', { type: 'x'.repeat(101) }, 'sensor:temp_01'],
    ['a name that is no text', { sensor_id: ['a'] }, undefined],
    ['a name without an end', { sensor_id: 'x'.repeat(300) }, undefined],
    ['a floor above its number', { value: 'abc', keptFrom: 3 }, undefined],
    ['half a number', { value: 'abc', boot: undefined }, undefined],
  ])('gives the number of what it refuses where it can be believed: %s', (_, changes, device) => {
    const numbered = { boot: 'x', seq: 2, keptFrom: 1 };
    const result = resultOf(bytesOf({ value: 1, ...numbered, ...changes }));
    expect(result.isAccepted).toBe(false);
    expect(result.sequence).toEqual(device && { device, ...numbered });
  });

  it('marks a retained reading of unknown age as stale, and only that', () => {
    const timestamp = '2026-03-01T11:00:00Z';
    expect(accepted({ value: 1 }, { isRetained: true }).reading.quality).toBe('stale');
    expect(accepted({ value: 1 }).reading.quality).toBeUndefined();
    expect(accepted({ value: 1, timestamp }, { isRetained: true }).reading.quality).toBeUndefined();
  });

  it('gives a reading inside the contract, or a reason, whatever comes', () => {
    const keys = ['sensor_id', 'type', 'value', 'timestamp'] as const;
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom('1', '2026-03-01T11:00:00Z', 'nan', '\ud800', 2 ** 64),
    );
    const anyBody = fc.record(Object.fromEntries(keys.map((key) => [key, odd])), { requiredKeys: [] });
    const name = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anyBody, name, name, (body, id, type) => {
        const result = resultOf(bytesOf(body), { id, type });
        if (result.isAccepted)
          expect(result.readings.map((each) => reading.parse(each))).toEqual(result.readings);
        else expect(result.reason).toMatch(/\w{3}/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the value in its unit, and keeps what the device calls that', () => {
    const { reading: fahrenheit, units } = accepted({ value: 74.3, unit: '°F' });
    expect(fahrenheit.value).toBe(23.5);
    expect(units).toEqual([{ value: 23.5, unit: '°C', sentUnit: '°F' }]);
    expect(accepted({ value: 1, unit: { a: 1 } }).reading.value).toBe(1);
  });

  it('gives a reading inside the contract, or a reason, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const result = resultOf(Buffer.from(bytes));
        if (!result.isAccepted) expect(result.reason).toMatch(/\w{3}/);
      }),
    );
  });
});
