import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { isPlainSensorReading, isPlainTelemetry } from './plain-checks.js';
import { sensorReading } from './sensor-device.js';
import { telemetryBatch } from './telemetry.js';

const batch = {
  batch: '01890a5d-ac96-774b-bcce-b302099a8057',
  sentAtMs: 1_800_000_000_000,
  readings: [
    { device: 'sensor:cellar', metric: 'temperature', value: -1.5, atMs: 1, receivedAtMs: 2, ordinal: 0 },
    {
      ...{ device: 'gas:a/b', metric: 'ppm', value: 0, atMs: 1, receivedAtMs: 2, ordinal: 7 },
      ...{ index: 'CO/0', quality: 'stale' },
    },
  ],
  messages: [
    { source: 'mqtt:sensors/a/b', device: 'sensor:a', receivedAtMs: 2, arrival: 3, body: '{"value":1}' },
  ],
  sequences: [{ device: 'sensor:a', boot: 'x', seq: 4, keptFrom: 2 }],
};
const report = { value: 23.5, unit: '°C', boot: 'x', seq: 4, keptFrom: 2, metadata: { a: [1] } };

/** What could stand anywhere in a message that somebody got wrong. */
const odd = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'x',
    'x'.repeat(501),
    'sensor:',
    ':a',
    'sensor:\ud800',
    'good',
    'stale',
  ),
  fc.constantFrom(0, -1, 0.5, 2 ** 53, 2 ** 64, 8.64e15 + 1, Number.NaN, Infinity, true, [], {}, [[]]),
  fc.anything(),
);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const placesIn = (value: unknown): Place[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, held]) => [
        { holder: value as Record<string, unknown>, key },
        ...placesIn(held),
      ])
    : [];

/** The example with a member replaced, taken out or added. */
const spoilt = (example: object) =>
  fc.tuple(fc.nat(), fc.constantFrom('replace', 'remove', 'add'), odd).map(([at, how, value]) => {
    const copy = structuredClone(example);
    const places = placesIn(copy);
    const { holder, key } = places[at % places.length]!;
    if (how === 'remove') delete holder[key];
    else if (how === 'replace') holder[key] = value;
    else if (!Array.isArray(holder)) holder['more'] = value;
    return copy;
  });

const cases: [string, object, (value: unknown) => boolean, z.ZodType][] = [
  ['isPlainTelemetry', batch, isPlainTelemetry, telemetryBatch],
  ['isPlainSensorReading', report, isPlainSensorReading, sensorReading],
];

describe.each(cases)('%s', (_, example, isPlain, schema) => {
  it('takes what it is made for', () => {
    expect(isPlain(example)).toBe(true);
  });

  it('takes nothing that its schema would refuse or change', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt(example), fc.anything()), (value) => {
        if (!isPlain(value)) return;
        const { success, data } = schema.safeParse(value);
        expect(success).toBe(true);
        expect(data).toEqual(value);
      }),
      { numRuns: 3_000 },
    );
  });
});

it('a key that means something to JavaScript is for the schema to decide on', () => {
  expect(isPlainSensorReading(JSON.parse('{"value": 1, "__proto__": {"seq": "x"}}'))).toBe(false);
  expect(isPlainTelemetry(JSON.parse('{"__proto__": 1}'))).toBe(false);
});
