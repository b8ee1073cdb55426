import type { TelemetryBatch } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fits, grouped, type TelemetryPart } from './telemetry-parts.js';

const text = fc.string({ unit: 'binary', maxLength: 300 });
const aTime = fc.integer({ min: 0, max: 8_640_000_000_000_000 });

const anyReading = (device: string) =>
  fc.record(
    {
      device: fc.constant(device),
      metric: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      index: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      atMs: aTime,
      receivedAtMs: aTime,
      ordinal: fc.maxSafeNat(),
      quality: fc.constant('estimated' as const),
    },
    { requiredKeys: ['device', 'metric', 'value', 'atMs', 'receivedAtMs', 'ordinal'] },
  );

const anyPart: fc.Arbitrary<TelemetryPart> = fc.string({ unit: 'binary', maxLength: 150 }).chain((name) => {
  const device = `battery:${name}`;
  return fc.record({
    readings: fc.array(anyReading(device), { maxLength: 13 }),
    message: fc.record({
      source: text,
      device: fc.constant(device),
      receivedAtMs: aTime,
      arrival: fc.maxSafeNat(),
      body: text,
    }),
  });
});

const batchOf = (parts: readonly TelemetryPart[]): TelemetryBatch => ({
  batch: '019588f0-3c00-7000-8000-000000000000',
  sentAtMs: 8_640_000_000_000_000,
  readings: parts.flatMap(({ readings }) => readings),
  messages: parts.map(({ message }) => message),
});

describe('grouped', () => {
  it('loses nothing, keeps the order, and makes no batch longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.array(anyPart, { maxLength: 12 }),
        fc.integer({ min: 3_000, max: 20_000 }),
        (parts, maxBytes) => {
          const groups = grouped(parts, maxBytes);
          expect(groups.flat()).toEqual(parts);
          for (const group of groups) {
            expect(group).not.toHaveLength(0);
            if (group.length > 1 || fits(group[0]!, maxBytes))
              expect(Buffer.byteLength(JSON.stringify(batchOf(group)))).toBeLessThanOrEqual(maxBytes);
          }
        },
      ),
    );
  });

  it('does not split what fits together', () => {
    const part: TelemetryPart = {
      readings: [],
      message: {
        source: 'mqtt:batteries/b1/state',
        device: 'battery:b1',
        receivedAtMs: 0,
        arrival: 0,
        body: '{}',
      },
    };
    expect(grouped(new Array<TelemetryPart>(500).fill(part), 256 * 1024)).toHaveLength(1);
    expect(grouped([], 256 * 1024)).toHaveLength(0);
  });
});
