import { Fault } from '@kilowatch/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hasRawBody } from './raw-body.js';

type Done = (error: Error | null, body?: unknown) => void;

/** JSON bodies. An empty one is no body, which the route's own schema then refuses in its own words. */
export function acceptJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error') as (
    request: FastifyRequest,
    text: string,
    done: Done,
  ) => void;
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request, bytes: Buffer, done: Done) => {
      if (hasRawBody(request)) return done(null, bytes);
      const text = bytes.toString('utf8');
      if (text.trim() === '') return done(null, undefined);
      parse(request, text, (error, body) => {
        if (error)
          done(new Fault('request.invalid', `The body is not JSON: ${syntaxProblemOf(text, error)}`));
        else done(null, body);
      });
    },
  );
}

const syntaxProblemOf = (text: string, error: Error): string => {
  try {
    JSON.parse(text);
    return error.message;
  } catch (syntax) {
    return (syntax as Error).message;
  }
};
