import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiKey, fingerprintOf } from './api-key.js';

const text = 'kw_a-key-of-a-test-0123456789';
const key = new ApiKey(text);

describe('ApiKey', () => {
  it('is the one text and no other, whatever its length', () => {
    expect(key.isKey(text)).toBe(true);
    for (const wrong of ['', ' ', text.slice(0, -1), `${text}a`, ` ${text}`, text.toUpperCase()])
      expect(key.isKey(wrong)).toBe(false);
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (other) => key.isKey(other) === (other === text)));
  });

  it('shows nothing of itself', () => {
    const shown = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key);
    expect(shown).not.toContain(text);
    expect(shown).not.toContain(fingerprintOf(text));
  });

  it('derives another key for each purpose', () => {
    expect(key.derive('a')).toEqual(new ApiKey(text).derive('a'));
    expect(key.derive('a')).not.toEqual(key.derive('b'));
    expect(key.derive('a')).not.toEqual(new ApiKey(`${text}.`).derive('a'));
    expect(key.derive('a')).toHaveLength(32);
  });
});
