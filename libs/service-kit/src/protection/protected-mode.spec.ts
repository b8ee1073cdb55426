import { describe, expect, it } from '@jest/globals';
import { StartRefused } from '../run/start-refused.js';
import { protectionOf, refusalOf } from './protected-mode.js';

const loopback = { HOST: '127.0.0.1', AUTH: undefined, CORS_ORIGINS: [] as string[] };

describe('the mode', () => {
  it.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('is loopback on %s', (HOST) => {
    expect(protectionOf({ ...loopback, HOST }).mode).toBe('loopback');
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'kilowatch.local'])(
    'refuses to start on %s and says what fixes it',
    (HOST) => {
      const start = () => protectionOf({ ...loopback, HOST });
      expect(start).toThrow(StartRefused);
      expect(start).toThrow(/HOST=127\.0\.0\.1 [^]*AUTH=open/);
      expect(protectionOf({ ...loopback, HOST, AUTH: 'open' }).mode).toBe('open');
    },
  );

  it('refuses every web page being let in by CORS_ORIGINS=*', () => {
    expect(() => protectionOf({ ...loopback, CORS_ORIGINS: ['*'] })).toThrow(/AUTH=open/);
  });
});

describe('a caller of a loopback server', () => {
  const protection = protectionOf({ ...loopback, CORS_ORIGINS: ['https://home.example'] });
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
  const protection = protectionOf({ ...loopback, HOST: '0.0.0.0', AUTH: 'open' });
  expect(refusalOf(protection, { host: 'evil.com', origin: 'https://evil.com' })).toBeUndefined();
});
