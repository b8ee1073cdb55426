import { chargeCommanded, direction, powerUnit } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { legacyCommand, readLegacyCommand } from './battery-command.js';

const atMs = Date.UTC(2025, 0, 1, 12, 0, 0, 123);
const received = { receivedAtMs: atMs + 40, ordinal: 3 };

describe('legacyCommand', () => {
  it('is the predecessor’s payload to the letter, but for the milliseconds', () => {
    const payload = JSON.stringify(legacyCommand('charge', { value: 10, unit: 'kW' }, atMs));
    expect(payload).toBe('{"charge":10,"unit":"kW","timestamp":"2025-01-01T12:00:00.123Z"}');
    const discharge = JSON.stringify(legacyCommand('discharge', { value: 0.5, unit: 'MW' }, atMs));
    expect(discharge).toBe('{"discharge":0.5,"unit":"MW","timestamp":"2025-01-01T12:00:00.123Z"}');
  });

  it('is read back as the power that was asked for, at the time it carries', () => {
    const power = fc.record({
      value: fc.double({ min: 0, max: 1e4, noNaN: true }),
      unit: fc.constantFrom(...powerUnit.options),
    });
    const time = fc.integer({ min: 0, max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...direction.options), power, time, (direction, power, atMs) => {
        const read = readLegacyCommand(direction, legacyCommand(direction, power, atMs), received);
        expect(read).toMatchObject({ device: 'battery:default', metric: direction, atMs, ordinal: 3 });
        if (power.unit === 'kW') expect(read.value).toBe(power.value);
      }),
    );
  });
});

describe('readLegacyCommand', () => {
  const parse = (payload: object) => chargeCommanded.schema.parse(payload);

  it('takes the time of receipt where a publisher sends none, and kW where it sends no unit', () => {
    expect(readLegacyCommand('charge', parse({ charge: 3 }), received)).toEqual({
      device: 'battery:default',
      metric: 'charge',
      value: 3,
      atMs: received.receivedAtMs,
      ...received,
    });
  });

  it('is told the direction by the topic, whatever else the message carries', () => {
    const both = parse({ charge: 3, discharge: 5 });
    expect(readLegacyCommand('charge', both, received)).toMatchObject({ metric: 'charge', value: 3 });
  });

  it.each([
    [{ charge: 1, timestamp: '1960-01-01T00:00:00Z' }, 'message.malformed'],
    [{ charge: 1e300, unit: 'MW' }, 'setpoint.out-of-range'],
    [{ charge: 1e308, unit: 'MW' }, 'setpoint.out-of-range'],
  ])('refuses %j', (message, code) => {
    expect(() => readLegacyCommand('charge', parse(message), received)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
