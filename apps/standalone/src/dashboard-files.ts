import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import { deepestPage, hashedFileHeaders, pageFileOf, pageHeaders } from '@kilowatch/contracts';
import type { ComposeOptions, EdgeRouteConfig } from '@kilowatch/service-kit';
import type { FastifyRequest } from 'fastify';

/** How the dashboard is served beside the API. */
export type Dashboard = Required<NonNullable<ComposeOptions['http']>>;

const isNavigation = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');

/** Slashes after the first, of the path as it was sent: a percent-encoded one in the name of a device is none. */
const depthOf = ({ url }: FastifyRequest): number => (url.split('?')[0] ?? '').split('/').length - 2;

const filesIn = (root: string): FastifyStaticOptions => ({
  root,
  wildcard: false,
  preCompressed: true,
  cacheControl: false,
  setHeaders: (reply, path) => {
    const headers = path.includes(`${sep}assets${sep}`) ? hashedFileHeaders : pageHeaders;
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  },
});

/**
 * Serves the built dashboard: compressed as built, hashed files for ever, the page itself always asked again. Its files are
 * public, as they hold no data: without them nobody could log in. Nothing is served where the folder has no page.
 */
export function dashboardIn(folder: string): Dashboard {
  const isThere = existsSync(`${folder}index.html`);
  return {
    prepare: async (fastify) => {
      if (!isThere) return;
      await fastify.register(async (scope) => {
        scope.addHook('onRoute', (route) => {
          route.config = { ...route.config, isPublic: true } satisfies EdgeRouteConfig;
        });
        await scope.register(fastifyStatic, { ...filesIn(folder), decorateReply: false });
      });
      await fastify.register(fastifyStatic, { ...filesIn(folder), serve: false }); // for `sendFile` below
    },
    /** A browser that navigates to an unknown path gets the app, which then says what it knows of it. */
    answerUnknown: (request, reply) => {
      const depth = depthOf(request);
      if (!isThere || !isNavigation(request) || depth > deepestPage) return false;
      void reply.sendFile(pageFileOf(depth));
      return true;
    },
  };
}
