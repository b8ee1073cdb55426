import 'reflect-metadata';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineRoute, Fault } from '@kilowatch/contracts';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { commonConfig } from '../config/common-config.js';
import { createLog } from '../log/log.js';
import { NestLog } from '../log/nest-log.js';
import { protectionOf } from '../protection/protected-mode.js';
import { RouteBody, RouteParam, RouteQuery } from './contract-pipe.js';
import { HttpEdge } from './http-edge.js';
import { Route } from './route.js';

const setBody = z.looseObject({ charge: z.number().min(0) });
const set = defineRoute('POST', '/set', {
  summary: 'sets',
  body: setBody,
  reply: z.unknown(),
  isPredecessors: true,
});
const find = defineRoute('GET', '/v1/things/:thing', {
  summary: 'finds',
  query: z.object({ limit: z.coerce.number().int().min(1).default(7) }),
  reply: z.unknown(),
});
const remove = defineRoute('DELETE', '/v1/things/:thing', { summary: 'removes', reply: z.unknown() });

const handled: unknown[] = [];

@Controller()
class Things {
  @Route(set)
  set(
    @RouteBody(set, (_, value) =>
      value === undefined ? new Fault('request.invalid', 'Invalid payload') : undefined,
    )
    body: z.output<typeof setBody>,
  ) {
    handled.push(body);
    if (body.charge === 1) throw new Fault('broker.disconnected', 'The broker is away');
    if (body.charge === 2) throw new Error('secret detail');
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may
    if (body.charge === 3) throw 'text';
    return { message: 'done' };
  }

  @Route(find)
  find(
    @RouteParam('thing', z.string().regex(/^battery:/)) thing: string,
    @RouteQuery(find) query: { limit: number },
  ) {
    return { thing, ...query };
  }

  @Route(remove)
  remove(@RouteParam('thing', z.string()) thing: string) {
    if (thing === 'away') throw new Fault('service.unavailable', 'The historian is away');
    return { thing };
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

let app: NestFastifyApplication;
let port: number;
let logged: string[];

beforeEach(async () => {
  handled.length = 0;
  logged = [];
  const config = commonConfig.parse({ HTTP_BODY_LIMIT_BYTES: '1000', CORS_ORIGINS: 'https://home.example' });
  const log = createLog({}, { write: (line) => void logged.push(line) });
  const edge = new HttpEdge({
    config,
    protection: protectionOf(config),
    log,
    answerUnknown: (request, reply) => {
      if (!request.headers.accept?.includes('text/html')) return false;
      reply.type('text/html').send('<p>the app</p>');
      return true;
    },
  });
  app = await NestFactory.create(ThingsModule, edge, {
    logger: new NestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterEach(() => app.close());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: Record<string, unknown>;
}

/** node:http, because fetch does not let a test choose the Host header. */
async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = httpRequest(
    { port, host: '127.0.0.1', method, path, headers, agent: false },
    (response) => {
      text(response)
        .then((answer) => {
          const isJson =
            String(response.headers['content-type']).startsWith('application/json') && answer !== '';
          const parsed = isJson ? (JSON.parse(answer) as Record<string, unknown>) : {};
          resolve({ status: response.statusCode!, headers: response.headers, text: answer, body: parsed });
        })
        .catch(reject);
    },
  );
  request.on('error', reject);
  request.end(body);
  return promise;
}
const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) => ask('POST', '/set', headers, body);

describe('a route', () => {
  it('answers 200 with what the handler returns', async () => {
    expect(await post('{"charge":10,"extra":"kept"}')).toMatchObject({
      status: 200,
      body: { message: 'done' },
    });
    expect(handled).toEqual([{ charge: 10, extra: 'kept' }]);
  });

  it('hands parsed parameters and queries to the handler', async () => {
    const { body } = await ask('GET', '/v1/things/battery%3Ademo%2F1?limit=3');
    expect(body).toEqual({ thing: 'battery:demo/1', limit: 3 });
    expect((await ask('GET', '/v1/things/battery%3Ademo')).body).toMatchObject({ limit: 7 });
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
    expect(await ask('GET', '/v1/things/battery:x?limit=0')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect(await ask('GET', '/v1/things/x')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('works with a trailing slash and, when it is a GET, as HEAD', async () => {
    expect(await ask('POST', '/set/', json, '{"charge":10}')).toMatchObject({ status: 200 });
    expect(await ask('HEAD', '/v1/things/battery:x')).toMatchObject({ status: 200, text: '' });
  });

  it('of a predecessor answers 500 where ours answer 503', async () => {
    expect(await post('{"charge":1}')).toMatchObject({
      status: 500,
      body: { error: 'The broker is away', code: 'broker.disconnected' },
    });
    expect(await ask('DELETE', '/v1/things/away')).toMatchObject({
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
    ['POST', '/v1/things/battery:x', 'DELETE, GET, HEAD'],
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
    const socket = connect(port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request\.invalid"/);
    expect(await ask('GET', '/%zz')).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('protected mode over HTTP', () => {
  const foreign = { host: 'localhost:5003', origin: 'https://evil.com' };
  it.each([
    ['GET', '/v1/things/battery:x'],
    ['HEAD', '/v1/things/battery:x'],
    ['GET', '/v1/things/battery:x/'],
    ['POST', '/set'],
    ['POST', '/set/'],
    ['PUT', '/set'],
    ['OPTIONS', '/set'],
    ['DELETE', '/v1/things/battery:x'],
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
