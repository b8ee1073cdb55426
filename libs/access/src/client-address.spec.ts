import { describe, expect, it } from '@jest/globals';
import { addressOf, cameByHttps, clientOf } from './client-address.js';

describe('the address that asks', () => {
  const behindProxy = (forwarded: string) => ({
    remoteAddress: '172.18.0.9',
    headers: { 'x-forwarded-for': forwarded },
  });

  it('is what the trusted proxy itself has added, not what the client claims', () => {
    expect(addressOf(behindProxy('192.168.1.7'), true)).toBe('192.168.1.7');
    expect(addressOf(behindProxy('10.9.9.9, 192.168.1.7'), true)).toBe('192.168.1.7');
    expect(addressOf(behindProxy('10.9.9.9,fd00::7'), true)).toBe('fd00::7');
  });

  it.each(['', 'unknown', '192.168.1.7, ', '192.168.1.7:5003', 'evil'])(
    'is that of the connection where the proxy says %j',
    (forwarded) => {
      expect(addressOf(behindProxy(forwarded), true)).toBe('172.18.0.9');
    },
  );

  it('is that of the connection where no proxy is trusted', () => {
    expect(addressOf(behindProxy('192.168.1.7'), false)).toBe('172.18.0.9');
    expect(addressOf({ remoteAddress: undefined }, true)).toBe('unknown');
  });
});

it('believes only a trusted proxy that the client came by TLS', () => {
  const headers = { 'x-forwarded-proto': 'https' };
  expect(cameByHttps({ remoteAddress: '::1', headers }, true)).toBe(true);
  expect(cameByHttps({ remoteAddress: '::1', headers }, false)).toBe(false);
  expect(cameByHttps({ remoteAddress: '::1' }, true)).toBe(false);
  expect(cameByHttps({ remoteAddress: '::1', headers: { 'x-forwarded-proto': 'https, http' } }, true)).toBe(
    false,
  );
});

describe('whose tries count together', () => {
  it.each([
    ['192.168.1.7', '192.168.1.7'],
    ['::ffff:192.168.1.7', '192.168.1.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});
