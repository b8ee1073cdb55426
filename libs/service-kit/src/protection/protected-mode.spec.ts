import { describe, expect, it } from '@jest/globals';
import { type CommonConfig, commonConfig } from '../config/common-config.js';
import { StartRefused } from '../run/start-refused.js';
import { accessOf } from './access-of.js';
import { protectionOf, refusalOf } from './protected-mode.js';

const defaults = commonConfig.parse({});
const key = 'kw_a-key-of-a-test-0123456789';
const protectionWith = (config: Partial<CommonConfig>) => {
  const whole = { ...defaults, ...config };
  return protectionOf(whole, accessOf(whole));
};
const modeWith = (config: Partial<CommonConfig>) => protectionWith(config).access.mode;

describe('the mode', () => {
  it.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('is loopback on %s', (HOST) => {
    expect(modeWith({ HOST })).toBe('loopback');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'kilowatch.local'])(
    'refuses to start on %s and says what fixes it',
    (HOST) => {
      const start = () => protectionWith({ HOST });
      expect(start).toThrow(StartRefused);
      expect(start).toThrow(/API_KEY=<key> .*`npm run -s key`[^]*HOST=127\.0\.0\.1 [^]*AUTH=open/);
      expect(modeWith({ HOST, AUTH: 'open' })).toBe('open');
      expect(modeWith({ HOST, API_KEY: key })).toBe('key');
    },
  );

  it('refuses every web page being let in by CORS_ORIGINS=*', () => {
    expect(() => protectionWith({ CORS_ORIGINS: ['*'] })).toThrow(/AUTH=open/);
    expect(() => protectionWith({ CORS_ORIGINS: ['*'], API_KEY: key })).toThrow(/AUTH=open/);
  });

  it('is container in a network of containers whose ports are published on loopback only', () => {
    const container = { HOST: '0.0.0.0', TRUSTED_NETWORK: 'container' as const };
    expect(modeWith(container)).toBe('container');
    expect(modeWith({ ...container, API_KEY: key, PUBLISH_ADDRESS: '0.0.0.0' })).toBe('key');
    expect(modeWith({ ...container, AUTH: 'open', PUBLISH_ADDRESS: '0.0.0.0' })).toBe('open');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5'])('is none with ports published on %s', (PUBLISH_ADDRESS) => {
    expect(() => protectionWith({ HOST: '0.0.0.0', TRUSTED_NETWORK: 'container', PUBLISH_ADDRESS })).toThrow(
      /API_KEY=<key> [^]*PUBLISH_ADDRESS=127\.0\.0\.1 [^]*AUTH=open/,
    );
  });

  it('is not guessed where the settings contradict each other', () => {
    expect(() => protectionWith({ AUTH: 'open', API_KEY: key })).toThrow(/remove one of the two/);
  });

  it('believes a proxy only in a network of containers', () => {
    const peer = { remoteAddress: '172.18.0.9', headers: { 'x-forwarded-proto': 'https' } };
    const cookie = (config: Partial<CommonConfig>) =>
      protectionWith({ API_KEY: key, ...config }).access.endingCookie(peer);
    expect(cookie({})).not.toContain('Secure');
    expect(cookie({ TRUSTED_NETWORK: 'container' })).toContain('Secure');
  });
});

describe.each([
  ['loopback', {}],
  ['container', { HOST: '0.0.0.0', TRUSTED_NETWORK: 'container' as const }],
])('a caller without a key in mode %s', (_, config) => {
  const protection = protectionWith({ ...config, CORS_ORIGINS: ['https://home.example'] });
  const codeOf = (host: string | undefined, origin?: string) => refusalOf(protection, { host, origin })?.code;

  it.each([
    ['localhost:5003', undefined],
    ['127.0.0.1:5003', 'http://127.0.0.1:5003'],
    ['localhost:5003', 'http://localhost:5003'],
    ['localhost:5003', 'http://127.0.0.1:5003'],
    ['[::1]:5003', 'http://[::1]:5003'],
    ['localhost', 'http://localhost'],
    ['localhost:5003', 'https://home.example'],
  ])('passes with Host %s and Origin %s', (host, origin) => {
    expect(codeOf(host, origin)).toBeUndefined();
  });

  it.each([undefined, '', 'evil.com', 'evil.com:5003', 'localhost.evil.com:5003', '192.168.1.5:5003'])(
    'is refused with Host %s',
    (host) => {
      expect(codeOf(host, 'http://localhost:5003')).toBe('host.refused');
    },
  );

  it.each([
    'https://evil.com',
    'http://localhost:3000',
    'http://localhost',
    'http://localhost.evil.com:5003',
    'http://localhost:5003@evil.com',
    'http://user@localhost:5003',
    'http://localhost:5003/',
    'https://home.example.evil.com',
    'http://home.example',
    'ftp://localhost:5003',
    'file://',
    'null',
    '',
    '*',
  ])('is refused with Origin %s', (origin) => {
    expect(codeOf('localhost:5003', origin)).toBe('origin.refused');
  });
});

it('lets everybody in when open', () => {
  const protection = protectionWith({ HOST: '0.0.0.0', AUTH: 'open' });
  expect(refusalOf(protection, { host: 'evil.com', origin: 'https://evil.com' })).toBeUndefined();
});
