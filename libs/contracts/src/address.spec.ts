import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defineAddress } from './address.js';
import { deviceId, deviceKind } from './device.js';
import { messages, requests } from './every-schema.js';

const someText = fc.string({ unit: 'binary', minLength: 1, maxLength: 100 });
const someDevice = fc
  .tuple(fc.constantFrom(...deviceKind.options), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }))
  .map(([kind, native]) => `${kind}:${native}`);
const nasty = [
  'gas:handheld 1',
  'sensor:a/b',
  'sensor:+',
  'sensor:#',
  'sensor:$SYS',
  'sensor:100%',
  'sensor:%2F',
  'cell:Küche ☀',
];

const withParameters = [...messages, ...requests].filter(({ pattern }) => pattern.includes('{'));
const parametersOf = (pattern: string, text: string) =>
  Object.fromEntries([...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name as string, text]));

describe('an address', () => {
  it.each(withParameters)(
    '$pattern gives back what was put into it, whatever that was',
    ({ pattern, topic, params }) => {
      fc.assert(
        fc.property(fc.oneof(someText, someDevice, fc.constantFrom(...nasty)), (text) => {
          const parameters = parametersOf(pattern, text) as Record<never, string>;
          expect(params(topic(parameters))).toEqual(parameters);
        }),
      );
    },
  );

  it('makes topics that no placeholder can widen: same number of levels, no wildcard', () => {
    const { topic } = defineAddress('kw/v1/state/{device}');
    fc.assert(
      fc.property(fc.oneof(someText, fc.constantFrom(...nasty)), (device) => {
        const levels = topic({ device }).split('/');
        expect(levels).toHaveLength(4);
        expect(levels[3]).not.toMatch(/[+#\0]/);
      }),
    );
  });

  it('is a topic for every device id that the contracts accept', () => {
    const { topic, params } = defineAddress('kw/v1/devices/{device}');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (native) => {
          const id = deviceId.safeParse(`sensor:${native}`);
          fc.pre(id.success);
          expect(params(topic({ device: id.data }))).toEqual({ device: id.data });
        },
      ),
    );
  });

  it('is not that of another topic', () => {
    const { params } = defineAddress('batteries/{id}/state');
    expect(params('batteries/demo/status')).toBeUndefined();
    expect(params('batteries/demo')).toBeUndefined();
    expect(params('batteries/demo/state/more')).toBeUndefined();
  });

  it('reads a device that does not percent-encode', () => {
    const { params } = defineAddress('batteries/{id}/state');
    expect(params('batteries/50%/state')).toEqual({ id: '50%' });
  });

  it('subscribes to every value of its placeholders', () => {
    expect(defineAddress('kw/v1/commands/{device}/changed').filter).toBe('kw/v1/commands/+/changed');
  });
});
