import { predecessorPages, predecessorPorts } from '@kilowatch/contracts';
import type { EdgeRouteConfig } from '@kilowatch/service-kit';
import type { FastifyInstance } from 'fastify';
import type { OpenPort } from './legacy-ports.js';

const config: EdgeRouteConfig = { isPublic: true };

const pathIn = (url: string): string => url.split('?')[0] ?? '';

/** Leads who calls up a page of a predecessor to ours: by its path, and by the port where it was `/`. */
export function leadToOurPages(fastify: FastifyInstance, ports: readonly OpenPort[]): void {
  for (const [path, page] of Object.entries(predecessorPages))
    fastify.get(path, { config }, ({ url }, reply) =>
      // Below an address that ends with a slash a relative one begins one level deeper.
      reply.redirect(pathIn(url).endsWith('/') ? `../${page}` : page),
    );
  fastify.addHook('onRequest', (request, reply, done) => {
    const own = ports.find(({ port }) => port === request.socket.localPort);
    const page = own && predecessorPorts[own.as];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isRoot = pathIn(request.url) === '/';
    if (isRead && isRoot && page !== undefined) return void reply.redirect(page);
    done();
  });
}
