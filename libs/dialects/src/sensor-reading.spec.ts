import { reading, type SensorReading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSensorReading, type SensorArrival } from './sensor-reading.js';

const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');

const anArrival = (changes: Partial<SensorArrival> = {}): SensorArrival => ({
  id: 'temp_01',
  type: 'temperature',
  receivedAtMs,
  isRetained: false,
  position: () => 3,
  maxAheadMs: 600_000,
  ...changes,
});

const accepted = (body: SensorReading, changes: Partial<SensorArrival> = {}) => {
  const result = readSensorReading(body, anArrival(changes));
  if (!result.isAccepted) throw new Error(`refused: ${result.reason}`);
  return result;
};

const reasonOf = (body: SensorReading, changes: Partial<SensorArrival> = {}) => {
  const result = readSensorReading(body, anArrival(changes));
  return result.isAccepted ? undefined : result.reason;
};

describe('readSensorReading', () => {
  it('makes one reading of a full body; unit, place and metadata stay in the message', () => {
    const body = {
      ...{ sensor_id: 'temp_01', type: 'temperature', value: 23.5, unit: '°C' },
      ...{ timestamp: '2026-03-01T11:00:00Z', location: 'Room A', metadata: { calibrated: true }, colour: 1 },
    };
    const atMs = receivedAtMs - 3_600_000;
    expect(accepted(body)).toEqual({
      isAccepted: true,
      device: 'sensor:temp_01',
      reading: {
        device: 'sensor:temp_01',
        metric: 'temperature',
        value: 23.5,
        atMs,
        receivedAtMs,
        ordinal: 0,
      },
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
    const result = readSensorReading({ value: 1, ...numbered, ...changes }, anArrival());
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
        const result = readSensorReading(body, anArrival({ id, type }));
        if (result.isAccepted) expect(reading.parse(result.reading)).toEqual(result.reading);
        else expect(result.reason).toMatch(/\w{3}/);
      }),
      { numRuns: 1_000 },
    );
  });
});
