import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32c } from './crc32c.js';

describe('crc32c', () => {
  it.each([
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
    ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c],
    ['the digits', Buffer.from('123456789'), 0xe3069283],
  ])('is that of RFC 3720, B.4, for %s', (_, bytes, checksum) => {
    expect(crc32c(bytes)).toBe(checksum);
  });

  it('can be reckoned in two parts, of a part of the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, at) => {
        const cut = Math.min(at, bytes.length);
        expect(crc32c(bytes, cut, bytes.length, crc32c(bytes, 0, cut))).toBe(crc32c(bytes));
        expect(crc32c(bytes, cut)).toBe(crc32c(bytes.slice(cut)));
      }),
    );
  });
});
