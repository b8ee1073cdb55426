import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { accessOf } from './access-of.js';
import { cookieRefusalOf } from './own-page.js';
import { protectionOf } from './protected-mode.js';
import { commonConfig } from '../config/common-config.js';

const config = commonConfig.parse({
  HOST: '0.0.0.0',
  API_KEY: 'kw_a-key-of-a-test-0123456789',
  CORS_ORIGINS: 'https://home.example',
});
const protection = protectionOf(config, accessOf(config));
const host = '192.168.1.5:5003';
const isRefused = (method: string, headers: IncomingHttpHeaders, isHandshake = false): boolean =>
  cookieRefusalOf(protection, { method, headers: { host, ...headers }, isHandshake }) !== undefined;
const websocket = { upgrade: 'websocket' };

describe('the session cookie', () => {
  it.each([
    { origin: 'http://192.168.1.5:5003' },
    { origin: 'https://192.168.1.5:5003' },
    { origin: 'https://home.example' },
    { host: 'kilowatch.local', origin: 'http://kilowatch.local' },
    { host: 'Kilowatch.local:443', origin: 'https://kilowatch.local' },
    { host: '[fd00::7]:5003', origin: 'http://[fd00::7]:5003' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('serves what changes something from %j', (headers) => {
    for (const method of ['GET', 'POST', 'DELETE', 'PUT']) expect(isRefused(method, headers)).toBe(false);
    expect(isRefused('GET', headers, true)).toBe(false);
    expect(isRefused('GET', { ...headers, ...websocket }, true)).toBe(false);
  });

  it.each([
    { origin: 'http://192.168.1.5:8080' },
    { origin: 'http://192.168.1.5' },
    { origin: 'http://192.168.1.5:5003.evil.com' },
    { origin: 'http://user@192.168.1.5:5003' },
    { origin: 'http://192.168.1.5:5003/' },
    { origin: 'https://evil.com' },
    { origin: 'https://evil.com', 'sec-fetch-site': 'same-origin' },
    { origin: 'null' },
    { origin: '' },
    { host: '', origin: 'http://' },
  ])('serves nothing from %j', (headers) => {
    for (const method of ['GET', 'POST']) expect(isRefused(method, headers)).toBe(true);
    expect(isRefused('GET', { ...headers, ...websocket }, true)).toBe(true);
  });

  it.each([{}, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'cross-site' }])(
    'serves only reads where no Origin is named and the page is not known to be ours: %j',
    (headers) => {
      expect(isRefused('GET', headers)).toBe(false);
      expect(isRefused('HEAD', headers)).toBe(false);
      for (const method of ['POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS'])
        expect(isRefused(method, headers)).toBe(true);
      expect(isRefused('GET', { ...headers, ...websocket }, true)).toBe(true);
    },
  );

  it('begins polling for a page that came by plain HTTP, which says nothing of itself with a GET', () => {
    expect(isRefused('GET', {}, true)).toBe(false);
    expect(isRefused('GET', { 'sec-fetch-site': 'same-site' }, true)).toBe(true);
    expect(isRefused('GET', { 'sec-fetch-site': 'cross-site' }, true)).toBe(true);
  });
});
