import { describe, expect, it } from '@jest/globals';
import { ask, handled, json, useEdge } from '../http/suite/edge-world.js';

useEdge();

describe('protected mode over HTTP', () => {
  const foreign = { host: 'localhost:5003', origin: 'https://evil.com' };
  it.each([
    ['GET', '/api/v1/things/battery:x'],
    ['HEAD', '/api/v1/things/battery:x'],
    ['GET', '/api/v1/things/battery:x/'],
    ['POST', '/set'],
    ['POST', '/set/'],
    ['PUT', '/set'],
    ['OPTIONS', '/set'],
    ['DELETE', '/api/v1/things/battery:x'],
    ['GET', '/nothing'],
    ['GET', '//set'],
  ])('refuses a foreign origin and a foreign host: %s %s', async (method, path) => {
    const isHead = method === 'HEAD';
    const origin = await ask(
      method,
      path,
      { ...foreign, ...json },
      method === 'POST' ? '{"charge":10}' : undefined,
    );
    expect(origin).toMatchObject({ status: 403, body: isHead ? {} : { code: 'origin.refused' } });
    expect(origin.headers['access-control-allow-origin']).toBeUndefined();
    const host = await ask(method, path, { host: 'evil.com' });
    expect(host).toMatchObject({ status: 403, body: isHead ? {} : { code: 'host.refused' } });
    expect(handled).toEqual([]);
  });

  it('answers the preflight and the request of an allowed origin', async () => {
    const headers = { host: 'localhost:5003', origin: 'https://home.example' };
    const preflight = await ask('OPTIONS', '/set', {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    });
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://home.example',
        'access-control-allow-headers': 'content-type',
        'access-control-allow-methods': expect.stringContaining('POST'),
      },
    });
    const answer = await ask('POST', '/set', { ...headers, ...json }, '{"charge":10}');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': 'https://home.example', vary: 'Origin' },
    });
    expect(await ask('POST', '/set', { ...headers, ...json }, '{}')).toMatchObject({
      status: 400,
      headers: { 'access-control-allow-origin': 'https://home.example' },
    });
  });
});
