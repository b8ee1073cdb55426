import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { front, run, startBroker } from '../run/suite/two-services.js';

describe('protected mode on sockets', () => {
  const handshake = '/socket.io/?EIO=4&transport=polling';
  const upgrade = async (url: string, headers: Record<string, string>): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' };
    const asked = request(url.replace('polling', 'websocket'), {
      headers: { connection: 'Upgrade', upgrade: 'websocket', ...key, ...headers },
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode!);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on('error', reject);
    asked.end();
    return promise;
  };

  it('refuses a foreign origin and a foreign host, polling and upgrade alike', async () => {
    const { url } = await run([front], (await startBroker()).port, { CORS_ORIGINS: 'https://home.example' });
    const { host, port } = new URL(url!);
    const polling = async (headers: Record<string, string>) =>
      (await fetch(url + handshake, { headers })).status;
    expect(await polling({})).toBe(200);
    expect(await polling({ origin: `http://${host}` })).toBe(200);
    expect(await polling({ origin: 'https://home.example' })).toBe(200);
    expect(await polling({ origin: 'https://evil.com' })).toBe(403);
    const socket = url + handshake;
    expect(await upgrade(socket, { origin: `http://${host}` })).toBe(101);
    expect(await upgrade(socket, { origin: 'https://evil.com' })).not.toBe(101);
    expect(await upgrade(socket, { host: `evil.com:${port}`, origin: `http://evil.com:${port}` })).not.toBe(
      101,
    );
    expect(await upgrade(socket, { host: `evil.com:${port}` })).not.toBe(101);
  });

  it('lets pages of every origin in where CORS_ORIGINS is *, and says so to browsers, over HTTP too', async () => {
    const { url } = await run([front], (await startBroker()).port, { CORS_ORIGINS: '*', AUTH: 'open' });
    for (const path of [handshake, '/nothing']) {
      const foreign = await fetch(url + path, { headers: { origin: 'https://page.example' } });
      expect(foreign.headers.get('access-control-allow-origin')).toBe('https://page.example');
      expect(foreign.headers.get('vary')).toBe('Origin');
    }
    const plain = await fetch(`${url}/nothing`);
    expect([plain.status, plain.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
    expect(await upgrade(url + handshake, { origin: 'https://page.example' })).toBe(101);
  });
});
