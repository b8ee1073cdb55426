import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLoopbackName, parseAuthority } from './host-name.js';

const isLoopbackHost = (text: string): boolean => {
  const authority = parseAuthority(text);
  return authority !== undefined && isLoopbackName(authority.name);
};

describe('a Host header', () => {
  it.each([
    'localhost',
    'LocalHost:5003',
    'localhost.:5003',
    '127.0.0.1',
    '127.0.0.1:65535',
    '127.255.255.254',
    '[::1]',
    '[::1]:5003',
    '[0:0:0:0:0:0:0:1]:5003',
  ])('is loopback: %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each([
    '',
    'localhost.evil.com',
    'localhost.evil.com:5003',
    'evil.localhost',
    'localhost..',
    'localhost@evil.com',
    'evil.com@localhost',
    'user:pass@localhost',
    'localhost:5003@evil.com',
    'localhost#evil.com',
    'localhost/evil.com',
    'localhost\\evil.com',
    'localhost evil.com',
    'localhost,evil.com',
    'localhost:',
    'localhost:5003:5003',
    'localhost:999999',
    '127.0.0.1.evil.com',
    '127.0.0.1.nip.io',
    '127.0.0.256',
    '127.1',
    '127.0.0.01',
    '0127.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '128.0.0.1',
    '0.0.0.0',
    '192.168.1.5:5003',
    '[::]',
    '[::2]',
    '[::ffff:127.0.0.1]',
    '[fe80::1]',
    '::1',
    '[::1',
    '[::1]evil.com',
    '[::1].evil.com',
    'ⓛocalhost',
    'xn--localhost',
  ])('is not loopback: %j', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  it('that is accepted names this machine for a URL parser too', () => {
    const part = fc.constantFrom(
      'localhost',
      '127.0.0.1',
      '127.',
      '[::1]',
      '::1',
      '.',
      ':',
      '@',
      '5003',
      'evil.com',
      '/',
      '0',
    );
    const host = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(host, (text) => {
        if (!isLoopbackHost(text)) return;
        const { hostname, username, pathname } = new URL(`http://${text.replace(/:\d+$/, '')}`);
        expect(hostname.replace(/\.$/, '')).toMatch(/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/);
        expect([username, pathname]).toEqual(['', '/']);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is loopback for every address of 127.0.0.0/8 and no other IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.option(fc.nat(65_535)), (address, port) => {
        const host = port === null ? address : `${address}:${port}`;
        expect(isLoopbackHost(host)).toBe(address.startsWith('127.'));
      }),
    );
  });
});
