import { existsSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const folder = fileURLToPath(new URL('./public/', import.meta.url));
const yearS = 31_536_000;

// Own scripts, styles and connections only; nobody may frame the page that commands a battery.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** True when the build has put the dashboard beside the bundle. */
const hasDashboard = (): boolean => existsSync(`${folder}index.html`);

/** Serves the built dashboard: compressed as built, hashed files for ever, the page itself always asked again. */
export async function serveDashboard(fastify: FastifyInstance): Promise<void> {
  if (!hasDashboard()) return;
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`);
      if (isHashed) {
        reply.header('cache-control', `public, max-age=${yearS}, immutable`);
        reply.header('x-content-type-options', 'nosniff');
      } else for (const [name, value] of Object.entries(pageHeaders)) reply.header(name, value);
    },
  });
}

/** A browser that navigates to an unknown path gets the app, which then says what it knows of it. */
export function answerNavigation(request: FastifyRequest, reply: FastifyReply): boolean {
  const isNavigation =
    (request.method === 'GET' || request.method === 'HEAD') &&
    (request.headers.accept ?? '').includes('text/html');
  if (!isNavigation || !hasDashboard()) return false;
  void reply.sendFile('index.html');
  return true;
}
