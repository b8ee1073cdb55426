import { telemetryBatch } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fits, grouped, partOf, textOfBatch } from './telemetry-parts.js';

const text = fc.string({ unit: 'binary', maxLength: 300 });
const aName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const aTime = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const atMs = 1_800_000_000_000;
const id = '019588f0-3c00-7000-8000-000000000000';

const anyReading = (device: string) =>
  fc.record(
    {
      device: fc.constant(device),
      metric: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      index: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), // JSON has no -0
      atMs: aTime,
      receivedAtMs: aTime,
      ordinal: fc.maxSafeNat(),
      quality: fc.constantFrom('estimated' as const, 'stale' as const),
    },
    { requiredKeys: ['device', 'metric', 'value', 'atMs', 'receivedAtMs', 'ordinal'] },
  );

const anyContent = aName.chain((name) => {
  const device = `battery:${name}`;
  const isNumbered = fc.option(
    fc.record({ device: fc.constant(device), boot: aName, seq: fc.constant(7), keptFrom: fc.constant(3) }),
    { nil: undefined },
  );
  return fc.record({
    readings: fc.array(anyReading(device), { maxLength: 13 }),
    message: fc.record({
      source: fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      device: fc.constant(device),
      receivedAtMs: aTime,
      arrival: fc.maxSafeNat(),
      body: text,
    }),
    sequence: isNumbered,
  });
});

const contents = fc.array(anyContent, { maxLength: 12 });
const partsOf = (all: readonly (typeof anyContent extends fc.Arbitrary<infer C> ? C : never)[]) =>
  all.map(({ message, readings, sequence }) => partOf(message.device, readings, message, sequence));

describe('textOfBatch', () => {
  it('is the JSON of a batch inside the contract, with all that went into it', () => {
    fc.assert(
      fc.property(contents, (all) => {
        const batch = telemetryBatch.parse(JSON.parse(textOfBatch(partsOf(all), id, atMs)));
        const sequences = all.flatMap(({ sequence }) => sequence ?? []);
        expect(batch).toEqual({
          batch: id,
          sentAtMs: atMs,
          readings: all.flatMap(({ readings }) => readings),
          messages: all.map(({ message }) => message),
          ...(sequences.length > 0 && { sequences }),
        });
      }),
    );
  });
});

describe('grouped', () => {
  it('loses nothing, keeps the order, and makes no batch longer than allowed', () => {
    fc.assert(
      fc.property(contents, fc.integer({ min: 3_000, max: 20_000 }), (all, maxBytes) => {
        const parts = partsOf(all);
        const groups = grouped(parts, maxBytes);
        expect(groups.flat()).toEqual(parts);
        for (const group of groups) {
          expect(group).not.toHaveLength(0);
          if (group.length > 1 || fits(group[0]!, maxBytes))
            expect(Buffer.byteLength(textOfBatch(group, id, atMs))).toBeLessThanOrEqual(maxBytes);
        }
      }),
    );
  });

  it('does not split what fits together', () => {
    const source = 'mqtt:batteries/b1/state';
    const part = partOf('battery:b1', [], { source, receivedAtMs: 0, arrival: 0, body: '{}' });
    expect(
      grouped(
        Array.from({ length: 500 }, () => part),
        256 * 1024,
      ),
    ).toHaveLength(1);
    expect(grouped([], 256 * 1024)).toHaveLength(0);
  });
});
