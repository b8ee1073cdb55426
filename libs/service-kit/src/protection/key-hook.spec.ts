import { describe, expect, it } from '@jest/globals';
import { ask, handled, json, logged, useEdge } from '../http/suite/edge-world.js';

const key = 'kw_a-key-of-a-test-0123456789';
useEdge({ API_KEY: key, KEY_TRIES: '3' });

const withKey = { 'x-api-key': key };
const asks: [method: string, path: string][] = [
  ['GET', '/api/v1/things/battery:x'],
  ['HEAD', '/api/v1/things/battery:x'],
  ['GET', '/api/v1/things/battery:x/'],
  ['GET', '/%761/things/battery:x'],
  ['GET', '//api/v1/things/battery:x'],
  ['POST', '/set'],
  ['POST', '/set/'],
  ['POST', '/SET'],
  ['POST', '/%73et'],
  ['PUT', '/set'],
  ['OPTIONS', '/set'],
  ['TRACE', '/set'],
  ['DELETE', '/api/v1/things/battery:x'],
  ['GET', '/nothing'],
  ['GET', '/%zz'],
  ['POST', '/api/v1/look'],
];

describe('with an API key', () => {
  it.each(asks)('nobody gets further without it: %s %s', async (method, path) => {
    const body = method === 'POST' ? '{"charge":10}' : undefined;
    const answer = await ask(method, path, json, body);
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="Kilowatch"', 'cache-control': 'no-store' },
      body: method === 'HEAD' ? {} : { code: 'access.required' },
    });
    const wrong = await ask(method, path, { ...json, 'x-api-key': 'wrong' }, body);
    expect(wrong).toMatchObject({ status: 401, body: method === 'HEAD' ? {} : { code: 'access.wrong-key' } });
    const stale = await ask(method, path, { ...json, cookie: 'kilowatch_session=x' }, body);
    expect(stale).toMatchObject({ status: 401, body: method === 'HEAD' ? {} : { code: 'access.required' } });
    expect(handled).toEqual([]);
  });

  it.each(asks)('who shows it is answered: %s %s', async (method, path) => {
    const body = method === 'POST' ? '{"charge":10}' : undefined;
    expect((await ask(method, path, { ...json, ...withKey }, body)).status).not.toBe(401);
  });

  it('any Host will do', async () => {
    const headers = { host: 'kilowatch.local', ...withKey };
    expect((await ask('GET', '/api/v1/things/battery:x', headers)).status).toBe(200);
    expect((await ask('GET', '/api/v1/things/battery:x', { host: 'kilowatch.local' })).status).toBe(401);
  });

  it('what is public is answered without it, and whatever is shown', async () => {
    for (const headers of [{}, { 'x-api-key': 'wrong' }, withKey])
      for (const path of ['/api/v1/look', '/api/v1/look/'])
        expect(await ask('GET', path, headers)).toMatchObject({ status: 200, body: { seen: true } });
    expect((await ask('HEAD', '/api/v1/look')).status).toBe(200);
  });

  it('a browser that navigates gets the page, and nothing else', async () => {
    const html = { accept: 'text/html' };
    expect(await ask('GET', '/nothing', html)).toMatchObject({ status: 200, text: '<p>the app</p>' });
    expect((await ask('GET', '/set', html)).status).toBe(200);
    expect((await ask('GET', '/api/v1/things/battery:x', html)).status).toBe(401);
  });

  it('a preflight passes without it, from allowed origins only', async () => {
    const preflight = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-api-key',
    };
    const allowed = await ask('OPTIONS', '/set', { ...preflight, origin: 'https://home.example' });
    expect(allowed).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-origin': 'https://home.example' },
    });
    const foreign = await ask('OPTIONS', '/set', { ...preflight, origin: 'https://evil.com' });
    expect(foreign.status).toBe(401);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    const refused = await ask('GET', '/nothing', { origin: 'https://home.example' });
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': 'https://home.example' },
    });
    const noPreflight = await ask('OPTIONS', '/set', { origin: 'https://home.example' });
    expect(noPreflight.status).toBe(401);
  });

  it('who guesses has to wait, is told for how long, and leaves no key in the log', async () => {
    const guess = (i: number) => ask('GET', '/nothing', { 'x-api-key': `guess ${i}` });
    for (let i = 0; i < 4; i++) expect((await guess(i)).status).toBe(401);
    const slowed = await ask('GET', '/api/v1/things/battery:x', { authorization: `Bearer ${key}` });
    expect(slowed).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'access.slowed' },
    });
    expect((await ask('GET', '/api/v1/look')).status).toBe(200);
    expect(logged.join('')).toContain('A wrong API key was refused');
    expect(logged.join('')).not.toMatch(/guess \d|kw_a-key/);
  });
});
