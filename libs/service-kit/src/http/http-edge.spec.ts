import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ask, handled, json, logged, portOfEdge, post, useEdge } from './suite/edge-world.js';

useEdge();

describe('a route', () => {
  it('answers 200 with what the handler returns', async () => {
    expect(await post('{"charge":10,"extra":"kept"}')).toMatchObject({
      status: 200,
      body: { message: 'done' },
    });
    expect(handled).toEqual([{ charge: 10, extra: 'kept' }]);
  });

  it('hands parsed parameters and queries to the handler', async () => {
    const { body } = await ask('GET', '/api/v1/things/battery%3Ademo%2F1?limit=3');
    expect(body).toEqual({ thing: 'battery:demo/1', limit: 3 });
    expect((await ask('GET', '/api/v1/things/battery%3Ademo')).body).toMatchObject({ limit: 7 });
  });

  it.each([
    ['{"charge":-1}', /^charge: /],
    ['{"charge":"10"}', /^charge: /],
    ['{"charge":null}', /^charge: /],
    ['{"charge":1e999}', /^charge: /],
    ['{}', /^charge: /],
    ['[]', /expected object/],
    ['null', /expected object/],
    ['', /^Invalid payload$/],
    ['{"charge":NaN}', /^The body is not JSON: /],
    ['{"charge":1', /^The body is not JSON: /],
    ['{"charge":1,"__proto__":{"a":1}}', /^The body is not JSON: /],
  ])('never sees the body %j, whose sender reads why', async (body, reason) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(answer.body['error']).toMatch(reason);
    expect(handled).toEqual([]);
  });

  it('never sees a query or a parameter outside its contract', async () => {
    expect(await ask('GET', '/api/v1/things/battery:x?limit=0')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect(await ask('GET', '/api/v1/things/x')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('works with a trailing slash and, when it is a GET, as HEAD', async () => {
    expect(await ask('POST', '/set/', json, '{"charge":10}')).toMatchObject({ status: 200 });
    expect(await ask('HEAD', '/api/v1/things/battery:x')).toMatchObject({ status: 200, text: '' });
  });

  it('of a predecessor answers 500 where ours answer 503', async () => {
    expect(await post('{"charge":1}')).toMatchObject({
      status: 500,
      body: { error: 'The broker is away', code: 'broker.disconnected' },
    });
    expect(await ask('DELETE', '/api/v1/things/away')).toMatchObject({
      status: 503,
      body: { code: 'service.unavailable' },
    });
  });

  it.each(['{"charge":2}', '{"charge":3}'])(
    'answers a bug (%s) with an incident and logs it whole',
    async (body) => {
      const answer = await post(body);
      expect(answer).toMatchObject({ status: 500, body: { code: 'internal', incident: expect.any(String) } });
      expect(answer.text).not.toContain('secret detail');
      const line = logged.find((entry) => entry.includes(String(answer.body['incident'])));
      expect(line).toMatch(/"stack":.*(secret detail|text)/);
    },
  );
});

describe('what is no route', () => {
  it('is answered 404 in our shape, and with the app for a browser', async () => {
    const body = { error: 'Resource not found', code: 'route.unknown' };
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404, body });
    expect(await ask('POST', '/nothing', json, '{}')).toMatchObject({ status: 404, body });
    expect(await ask('GET', '/nothing', { accept: 'text/html' })).toMatchObject({
      status: 200,
      text: '<p>the app</p>',
    });
  });

  it.each([
    ['GET', '/set', 'POST'],
    ['HEAD', '/set', 'POST'],
    ['PUT', '/set/', 'POST'],
    ['POST', '/api/v1/things/battery:x', 'DELETE, GET, HEAD'],
  ])('for the method is answered 405: %s %s', async (method, path, allow) => {
    const answer = await ask(method, path);
    expect(answer).toMatchObject({ status: 405, headers: { allow } });
    if (method !== 'HEAD') expect(answer.body).toMatchObject({ code: 'route.method' });
  });

  it('OPTIONS tells the methods', async () => {
    expect(await ask('OPTIONS', '/set')).toMatchObject({ status: 204, headers: { allow: 'POST' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'is refused with 415: %s',
    async (type) => {
      const answer = await post('{"charge":10}', { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
      expect(answer.body['error']).toBe(`Content-Type must be application/json, got "${type}"`);
      expect(handled).toEqual([]);
    },
  );

  it('is refused when too large', async () => {
    const answer = await post(JSON.stringify({ charge: 1, more: 'x'.repeat(2_000) }));
    expect(answer).toMatchObject({
      status: 413,
      body: { code: 'request.too-large', error: 'The body is larger than 1000 bytes' },
    });
  });

  it('is answered even when it is not HTTP or not a URL', async () => {
    const socket = connect(portOfEdge(), '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request\.invalid"/);
    expect(await ask('GET', '/%zz')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
