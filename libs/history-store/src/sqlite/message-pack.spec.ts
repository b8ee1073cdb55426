import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import type { OriginalMessage } from '@kilowatch/contracts';
import { Damaged } from './chunks/words.js';
import { packMessages, unpackMessages } from './message-pack.js';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\n', '{"a":"ü😀\\n"}', '\0'));
const message: fc.Arbitrary<OriginalMessage> = fc.record({
  source: text,
  device: fc.constantFrom('battery:a', 'battery:b', 'gas:ü'),
  receivedAtMs: fc.nat(8_640_000_000_000_000),
  arrival: fc.nat(2 ** 40),
  body: text,
});

it('messages come back as they were and in their order, all of them or those of a device', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
      const packed = packMessages(messages);
      expect(unpackMessages(packed)).toEqual(messages);
      for (const device of ['battery:a', 'gas:ü', 'battery:none']) {
        const isAsked = (one: string): boolean => one === device;
        expect(unpackMessages(packed, isAsked)).toEqual(messages.filter((one) => isAsked(one.device)));
      }
    }),
  );
});

it('bytes that are damaged are noticed wherever it is', () => {
  const body = '{"socPct":50,"powerW":-1200.5}';
  const some = Array.from({ length: 20 }, (_, i) => ({
    ...{ source: 'mqtt:batteries/b1/state', device: 'battery:b1', receivedAtMs: 1_700_000_000_000 + i },
    ...{ arrival: i, body: `${body}${i}` },
  }));
  const packed = packMessages(some);
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flipped) => {
      const damaged = Uint8Array.from(packed, (byte, i) => (i === at ? byte ^ flipped : byte));
      let read: readonly OriginalMessage[] | undefined;
      try {
        read = unpackMessages(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(Damaged);
      }
      if (read) expect(read).toEqual(some); // a bit without a meaning
    }),
  );
});
