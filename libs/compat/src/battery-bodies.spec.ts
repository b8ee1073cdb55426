import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, powerUnit, reading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSetpointBody, readWriteBody } from './battery-bodies.js';

interface Exchange {
  http: string;
  req?: unknown;
  status: number;
  res: { message?: string; error?: string };
}
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/battery-control.json'), 'utf8'),
) as Exchange[];
const receivedAtMs = Date.UTC(2025, 0, 1, 12);

const answer = (path: string, body: unknown): { message?: string; error?: string } => {
  const direction = /discharge/i.test(path) ? 'discharge' : 'charge';
  try {
    if (!path.startsWith('/write')) return { message: readSetpointBody(direction, body).confirmation };
    readWriteBody(direction, body, receivedAtMs);
    return { message: 'Data written successfully' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { error: error.message };
  }
};

describe('battery bodies', () => {
  it.each(recorded.filter(({ http }) => http.startsWith('POST')))(
    'answers $http $req as the predecessor did',
    ({ http, req, res }) => {
      expect(answer(http.split(' ')[1]!, req)).toEqual(res);
    },
  );

  it.each([
    [undefined, "Missing 'charge' field"],
    [null, "Missing 'charge' field"],
    [{}, "Missing 'charge' field"],
    [[], "Missing 'charge' field"],
    ['', "Missing 'charge' field"],
    [{ discharge: 1 }, "Missing 'charge' field"],
    [[1], 'the body must be a JSON object such as {"charge": 10, "unit": "kW"}; got [1]'],
    [5, 'the body must be a JSON object such as {"charge": 10, "unit": "kW"}; got 5'],
    [{ charge: null }, 'charge must be a number such as 10; got null'],
    [{ charge: '10' }, 'charge must be a number such as 10; got "10" as text'],
    [{ charge: true }, 'charge must be a number such as 10; got true'],
    [{ charge: { kW: 10 } }, 'charge must be a number such as 10; got {"kW":10}'],
    [{ charge: 'x'.repeat(1e6) }, `charge must be a number such as 10; got "${'x'.repeat(39)}… as text`],
    [{ charge: 10, unit: 'horses' }, 'unit must be W, kW, MW; got "horses"'],
    [{ charge: 10, unit: 'mW' }, 'unit must be W, kW, MW; got "mW"'],
    [{ charge: 10, unit: null }, 'unit must be W, kW, MW; got null'],
    [JSON.parse('{"__proto__": {"charge": 10}, "a": 1}'), "Missing 'charge' field"],
  ])('refuses to charge with %j', (body, error) => {
    expect(answer('/charge', body)).toEqual({ error });
  });

  it('says charge for a missing discharge, and discharge for a wrong one', () => {
    expect(answer('/discharge', { charge: 10 })).toEqual({ error: "Missing 'charge' field" });
    expect(answer('/discharge', { discharge: null })).toEqual({
      error: 'discharge must be a number such as 10; got null',
    });
  });

  it.each([
    [{ charge: 10.5 }, 'charge set to: 10.5 kW'],
    [{ charge: 1e-3, unit: 'MW' }, 'charge set to: 0.001 MW'],
    [{ charge: 1e-7, unit: 'MW' }, 'charge set to: 1e-7 MW'],
    [{ charge: 0, unit: 'kw' }, 'charge set to: 0 kw'],
    [{ charge: 10, unit: 'kW', extra: 'keys are allowed' }, 'charge set to: 10 kW'],
  ])('confirms %j with number and unit as sent', (body, message) => {
    expect(answer('/charge', body)).toEqual({ message });
  });

  it.each([
    ['/writeCharge', null, 'Invalid payload'],
    ['/writeCharge', [], 'Invalid payload'],
    ['/write', { unit: 'kW' }, "Missing key: 'charge'"],
    ['/writeDischarge', { unit: 'kW' }, "Missing key: 'discharge'"],
    ['/writeCharge', { charge: '1' }, 'charge must be a number such as 10; got "1" as text'],
    ['/writeCharge', { charge: -1 }, 'charge must be 0 to 10000000 kW; got -1 kW'],
    ['/writeDischarge', { discharge: 1e300 }, 'discharge must be 0 to 10000000 kW; got 1e+300 kW'],
    [
      '/writeCharge',
      { charge: 1, timestamp: 'noon' },
      'timestamp must be a time since 1970 such as 2025-01-01T12:00:00Z; got "noon"',
    ],
    [
      '/writeCharge',
      { charge: 1, timestamp: 1735732800 },
      'timestamp must be a time since 1970 such as 2025-01-01T12:00:00Z; got 1735732800',
    ],
    [
      '/writeCharge',
      { charge: 1, timestamp: '1969-12-31T23:59:59Z' },
      'timestamp must be a time since 1970 such as 2025-01-01T12:00:00Z; got "1969-12-31T23:59:59Z"',
    ],
  ])('%s refuses %j', (path, body, error) => {
    expect(answer(path, body)).toEqual({ error });
  });

  it('writes kW at the time that was sent, else at the time of receipt', () => {
    const sent = { charge: 10_100, unit: 'W', timestamp: '2025-06-01T00:00:00+02:00' };
    expect(readWriteBody('charge', sent, receivedAtMs)).toEqual({
      device: 'battery:default',
      metric: 'charge',
      value: 10.1,
      atMs: Date.UTC(2025, 4, 31, 22),
      receivedAtMs,
      ordinal: 0,
    });
    expect(readWriteBody('discharge', { discharge: 4 }, receivedAtMs)).toMatchObject({
      value: 4,
      atMs: receivedAtMs,
    });
  });

  it('makes of any JSON a reading within the contract, a setpoint or a fault', () => {
    const body = fc.record(
      {
        charge: fc.oneof(fc.double(), fc.jsonValue()),
        unit: fc.oneof(fc.constantFrom(...powerUnit.options), fc.string()),
        timestamp: fc.oneof(fc.jsonValue(), fc.date({ noInvalidDate: true }).map(String)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (body) => {
        expect(typeof (answer('/charge', body).message ?? answer('/charge', body).error)).toBe('string');
        try {
          expect(reading.safeParse(readWriteBody('charge', body, receivedAtMs)).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});
