import { Fault } from '@kilowatch/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerBrokenRequest } from './broken-request.js';
import { hasRawBody, rawBodyOf } from './raw-body.js';
import type { EdgeRouteConfig } from './route.js';

type Done = (error?: Error) => void;

const bodyTypesOf = (request: FastifyRequest): readonly string[] => {
  const config = (request.routeOptions.config ?? {}) as EdgeRouteConfig;
  return config.hasRawBody === true ? [] : (config.bodyTypes ?? []);
};

/** `text/csv` of `Text/CSV; charset=utf-8`. */
const mediaTypeOf = (header: string | undefined): string =>
  (header ?? '').split(';')[0]!.trim().toLowerCase();

/** The refusal of a body that is none of these. */
export const wrongMediaType = (wanted: readonly string[], given: string | undefined): Fault =>
  new Fault(
    'request.media-type',
    `Content-Type must be ${wanted.join(' or ')}, got ${JSON.stringify(given ?? '')}`,
  );

function refuseOtherTypes(request: FastifyRequest, _reply: FastifyReply, done: Done): void {
  const types = bodyTypesOf(request);
  const given = request.headers['content-type'];
  done(types.length === 0 || types.includes(mediaTypeOf(given)) ? undefined : wrongMediaType(types, given));
}

/** Bodies of routes with `bodyTypes`: `request.body` is the stream, of any length. */
export function acceptStreams(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', refuseOtherTypes);
  fastify.addContentTypeParser('*', (request, stream, done) => {
    if (hasRawBody(request)) rawBodyOf(request, stream).then((body) => done(null, body), done);
    else if (request.is404 || bodyTypesOf(request).length > 0) done(null, stream);
    else done(wrongMediaType(['application/json'], request.headers['content-type']));
  });
}

/** For `onRequest`: a body must be whole in time. One that is streamed may take as long as it needs. */
export const bodyDeadline =
  (deadlineMs: number) =>
  (request: FastifyRequest, _reply: FastifyReply, done: Done): void => {
    const { raw } = request;
    const hasBody =
      Number(raw.headers['content-length'] ?? 0) > 0 || raw.headers['transfer-encoding'] !== undefined;
    done();
    if (!hasBody || raw.complete || bodyTypesOf(request).length > 0) return;
    const timer = setTimeout(() => {
      if (!raw.complete) answerBrokenRequest(late, raw.socket);
    }, deadlineMs);
    for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer));
  };

const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
