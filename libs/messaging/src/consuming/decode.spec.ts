import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { decode, type Decodable } from './decode.js';

const report: Decodable = { schema: z.looseObject({ socPct: z.number().min(0).max(100).optional() }) };
const strict: Decodable = { schema: z.strictObject({ n: z.number(), list: z.array(z.string()).optional() }) };
const text: Decodable = { schema: z.string().min(1), encoding: 'text' };
const contracts = [report, strict, text];
const most = 2_000;

const isSane = (contract: Decodable, payload: Buffer): void => {
  const decoded = decode(contract, payload, most);
  if (decoded.isRefused) expect(decoded.reason).toMatch(/\S/);
  else {
    expect(contract.schema.safeParse(decoded.body).success).toBe(true);
    expect(Buffer.from(decoded.text)).toEqual(payload);
  }
};

describe('decode', () => {
  it('makes a body or a reason of any bytes, and never throws', () => {
    const bytes = fc.uint8Array({ maxLength: 2_100 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(bytes, (payload) => {
        for (const contract of contracts) isSane(contract, payload);
      }),
    );
  });

  it('makes a body or a reason of any JSON, whole or cut', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (json, cut) => {
        const whole = Buffer.from(json);
        for (const contract of contracts) {
          isSane(contract, whole);
          isSane(contract, whole.subarray(0, cut % (whole.length + 1)));
        }
      }),
    );
  });

  it('survives nesting that no one means', () => {
    isSane(report, Buffer.from('['.repeat(most)));
    isSane(report, Buffer.from(`${'['.repeat(900)}${']'.repeat(900)}`));
  });

  it.each([
    ['', strict, 'The payload is empty; JSON is expected'],
    ['{"n":1', strict, /^The payload is not JSON: /],
    ['{"n":"1"}', strict, 'n: Invalid input: expected number, received string'],
    ['{"n":1e400}', strict, /^n: /],
    ['{"n":1,"list":["a",2]}', strict, /^list\.1: /],
    ['{"socPct":101}', report, /^socPct: .*100/],
    ['', text, /character/],
  ])('says of %j what is wrong', (payload, contract, reason) => {
    const decoded = decode(contract, Buffer.from(payload), most);
    expect(decoded).toMatchObject({ isRefused: true, code: 'message.malformed' });
    if (decoded.isRefused && typeof reason === 'string') expect(decoded.reason).toBe(reason);
    else if (decoded.isRefused) expect(decoded.reason).toMatch(reason);
  });

  it('tells of three issues at most', () => {
    const many = z.strictObject({
      a: z.number(),
      b: z.number(),
      c: z.number(),
      d: z.number(),
      e: z.number(),
    });
    const decoded = decode({ schema: many }, Buffer.from('{}'), most);
    expect(decoded.isRefused && decoded.reason).toMatch(/^a: [^;]+; b: [^;]+; c: [^;]+; and 2 more$/);
  });

  it('refuses what is larger than allowed before it looks inside', () => {
    expect(decode(text, Buffer.alloc(most + 1, 'x'), most)).toMatchObject({ code: 'message.too-large' });
    expect(decode(text, Buffer.alloc(most, 'x'), most)).toMatchObject({ isRefused: false });
  });
});
