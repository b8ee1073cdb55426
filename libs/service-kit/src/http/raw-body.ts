import type { Readable } from 'node:stream';
import { Fault } from '@kilowatch/contracts';
import type { FastifyRequest } from 'fastify';
import type { EdgeRouteConfig } from './route.js';

export const hasRawBody = (request: FastifyRequest): boolean =>
  ((request.routeOptions.config ?? {}) as EdgeRouteConfig).hasRawBody === true;

/** The bytes of a body. Faults: `request.too-large` beyond the limit of the route, `request.invalid` when it breaks off. */
export async function rawBodyOf(request: FastifyRequest, stream: Readable): Promise<Buffer> {
  const { bodyLimit } = request.routeOptions;
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection stays when reading stops early: there is an answer to send.
  for await (const chunk of readable(stream.iterator({ destroyOnReturn: false }))) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bodyLimit)
      throw new Fault('request.too-large', `The body is larger than ${bodyLimit} bytes`);
  }
  return Buffer.concat(chunks, length);
}

async function* readable(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (cause) {
    throw new Fault('request.invalid', 'The body broke off', { cause });
  }
}
