import fc from 'fast-check';
import { metricName, deviceId } from '@kilowatch/contracts';
import { expect } from '@jest/globals';
import type { Dialect, DeviceMessage, Heard } from '../dialect.js';
import { aMessage } from './a-message.js';

const nested = (depth: number, inner: string): string => '['.repeat(depth) + inner + ']'.repeat(depth);

/** JSON whose keys are those that a dialect looks for, with values of every sort; and what is no JSON. */
const anyPayload = (keys: readonly string[]): fc.Arbitrary<Uint8Array> => {
  const odd = fc.constantFrom<unknown>(null, '', 'nan', '1e999', 1e308, -0, '\ud800', '\u0000', '🔋', {}, []);
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, odd, fc.jsonValue(), fc.double(), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor'), tie('any'), { maxKeys: 8 }),
  }));
  const json = fc.oneof(value.object, value.any).map((any) => JSON.stringify(any) ?? '');
  const key = fc.constantFrom(...keys);
  const deep = key.map((name) => `{"${name}":${nested(100_000, '1')}}`);
  const text = fc.oneof(json, fc.string({ unit: 'binary' }), fc.constant('{"a":NaN}'));
  return fc.oneof(
    { arbitrary: text.map((any) => new TextEncoder().encode(any)), weight: 50 },
    { arbitrary: fc.uint8Array(), weight: 10 },
    { arbitrary: deep.map((any) => new TextEncoder().encode(any)), weight: 1 },
  );
};

/** Whatever comes on whatever topic: a reader answers within the contracts, and throws nothing. */
export function expectAnswersToAnything(
  dialect: Dialect,
  { topics, keys, numRuns = 500 }: { topics: readonly string[]; keys: readonly string[]; numRuns?: number },
): void {
  const topic = fc.oneof(fc.constantFrom(...topics), fc.string({ unit: 'binary' }));
  const message: fc.Arbitrary<DeviceMessage> = fc
    .tuple(topic, anyPayload(keys), fc.boolean())
    .map(([name, payload, isRetained]) => aMessage(name, payload, { isRetained }));
  const reader = dialect.reader({});
  fc.assert(
    fc.property(message, (any) => {
      expect(typeof dialect.speaks(any.topic)).toBe('boolean');
      expectWithinContracts(reader.read(any));
    }),
    { numRuns },
  );
}

function expectWithinContracts(heard: Heard): void {
  if (heard.kind === 'refused') expect(heard.reason).toMatch(/\w{2}/);
  if (heard.kind !== 'said') return;
  for (const { device, measured, ordinal } of heard.said) {
    deviceId.parse(device);
    if (ordinal !== undefined) expect(Number.isSafeInteger(ordinal) && ordinal >= 0).toBe(true);
    for (const { metric, value, index } of measured) {
      expect(Number.isFinite(value)).toBe(true);
      metricName.parse(metric);
      if (index !== undefined) metricName.parse(index);
    }
  }
}
