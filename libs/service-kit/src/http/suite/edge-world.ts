import 'reflect-metadata';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach } from '@jest/globals';
import { defineRoute, Fault } from '@kilowatch/contracts';
import { Body, Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import * as z from 'zod';
import { commonConfig } from '../../config/common-config.js';
import { createLog } from '../../log/log.js';
import { NestLog } from '../../log/nest-log.js';
import { accessOf } from '../../protection/access-of.js';
import { protectionOf } from '../../protection/protected-mode.js';
import { RouteBody, RouteParam, RouteQuery } from '../contract-pipe.js';
import { type AnswerUnknown, HttpEdge } from '../http-edge.js';
import { Route } from '../route.js';

const setBody = z.looseObject({ charge: z.number().min(0) });
const set = defineRoute('POST', '/set', {
  summary: 'sets',
  body: setBody,
  reply: z.unknown(),
  isPredecessors: true,
});
const find = defineRoute('GET', '/api/v1/things/:thing', {
  summary: 'finds',
  query: z.object({ limit: z.coerce.number().int().min(1).default(7) }),
  reply: z.unknown(),
});
const remove = defineRoute('DELETE', '/api/v1/things/:thing', { summary: 'removes', reply: z.unknown() });

const watch = defineRoute('GET', '/api/watch', {
  summary: 'watches',
  isMonitoring: true,
  reply: z.unknown(),
});
const look = defineRoute('GET', '/api/v1/look', { summary: 'looks', isPublic: true, reply: z.unknown() });

const pour = defineRoute('POST', '/api/v1/pour', {
  summary: 'takes a stream',
  bodyTypes: ['text/plain', 'text/csv'],
  reply: z.unknown(),
});

const weigh = defineRoute('POST', '/weigh', { summary: 'takes bytes', hasRawBody: true, reply: z.unknown() });

/** What reached a handler. */
export const handled: unknown[] = [];

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

  @Route(pour)
  async pour(@Body() body: Readable) {
    let bytes = 0;
    for await (const chunk of body) bytes += (chunk as Buffer).length;
    return { bytes };
  }

  @Route(weigh)
  weigh(@Body() body: Buffer | undefined) {
    handled.push(body);
    return { bytes: body?.length };
  }

  @Route(watch)
  watch() {
    return { watched: true };
  }

  @Route(look)
  look() {
    return { seen: true };
  }
}

@Module({ controllers: [Things] })
class ThingsModule {}

/** JSON log lines of the running edge. */
export const logged: string[] = [];
let app: NestFastifyApplication;

export const portOfEdge = (): number => (app.getHttpServer().address() as AddressInfo).port;

/** Before each test a real server with the edge and a few routes; closed after it. */
export function useEdge(env: Record<string, string> = {}): void {
  beforeEach(async () => {
    handled.length = 0;
    logged.length = 0;
    const config = commonConfig.parse({
      HTTP_BODY_LIMIT_BYTES: '1000',
      CORS_ORIGINS: 'https://home.example',
      ...env,
    });
    const log = createLog({}, { write: (line) => void logged.push(line) });
    const edge = new HttpEdge({
      config,
      protection: protectionOf(config, accessOf(config, { log })),
      log,
      answerUnknown,
    });
    app = await NestFactory.create(ThingsModule, edge, {
      logger: new NestLog(log),
      bodyParser: false,
      abortOnError: false,
    });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(() => app.close());
}

const answerUnknown: AnswerUnknown = (request, reply) => {
  if (!request.headers.accept?.includes('text/html')) return false;
  reply.type('text/html').send('<p>the app</p>');
  return true;
};

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  body: Record<string, unknown>;
}

/** node:http, because fetch does not let a test choose the Host header. */
export async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = httpRequest(
    { port: portOfEdge(), host: '127.0.0.1', method, path, headers, agent: false },
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
export const json = { 'content-type': 'application/json' };
export const post = (body: string, headers: Record<string, string> = json) =>
  ask('POST', '/set', headers, body);
