import { describe, expect, it } from '@jest/globals';
import { fnv1a } from './fnv1a.js';

describe('fnv1a', () => {
  // http://www.isthe.com/chongo/src/fnv/test_fnv.c
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is what its authors say', (text, hash) => {
    expect(fnv1a(Buffer.from(text))).toBe(hash);
  });
});
