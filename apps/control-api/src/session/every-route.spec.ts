import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { routes } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const key = 'kw_a-key-of-a-test-0123456789';
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A path as a router might or might not take it for the same one. */
const variants: Record<string, (path: string) => string> = {
  'as it is': (path) => path,
  'with a trailing slash': (path) => `${path}/`,
  'in upper case': (path) => path.toUpperCase(),
  'with an encoded letter': (path) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
  'with an encoded slash': (path) => `/${path.slice(1).replaceAll('/', '%2F')}`,
  'with a double slash': (path) => `/${path}`,
  'with a query': (path) => `${path}?x-api-key=${key}`,
  'with a dot segment': (path) => `/.${path}`,
  'with a semicolon': (path) => `${path};x=1`,
  'with what is no encoding': (path) => `${path}%zz`,
};

const paths = [
  ...new Set(routes.map(({ path }) => path.replace(':device', 'battery:b1').replace(':number', '7'))),
  '/docs',
  '/docs/openapi.json',
  '/docs/open.js',
  '/docs/swagger-ui.css',
  '/health',
  '/nothing',
];

/** As node:http sends it: fetch would tidy the path up. */
async function statusOf(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { hostname, port } = new URL(url);
  const isWriting = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  const asked = request(
    {
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...(isWriting && { 'content-type': 'application/json' }) },
    },
    (response) => void text(response).then(() => resolve(response.statusCode!), reject),
  );
  asked.on('error', reject);
  asked.end(isWriting ? '{}' : undefined);
  return promise;
}

const publicPaths = new Set(routes.filter(({ isPublic }) => isPublic).map(({ path }) => path));
// What the router takes for the public path itself; all else about it is a path like any other.
const publicVariants = ['as it is', 'with a trailing slash', 'with an encoded letter', 'with a query'];
const isPublic = (method: string, path: string, variant: string): boolean => {
  const served = routes.filter((route) => route.path === path).map((route) => route.method);
  const isServed = served.some((name) => name === method || (name === 'GET' && method === 'HEAD'));
  const isSamePath = publicVariants.includes(variant) || variants[variant]!(path) === path;
  return publicPaths.has(path) && isSamePath && isServed;
};

describe('with an API key', () => {
  it.each(Object.keys(variants))('every path and method asks for it: %s', async (variant) => {
    const { url, orders } = await startApi({ env: { API_KEY: key } });
    const answerTo = async (method: string, path: string): Promise<string | undefined> => {
      const ask = (headers: Record<string, string> = {}) =>
        statusOf(url, method, variants[variant]!(path), headers);
      const [without, wrong, right] = await Promise.all([
        ask(),
        ask({ 'x-api-key': 'wrong' }),
        ask({ authorization: `Bearer ${key}` }),
      ]);
      const isOpen = isPublic(method, path, variant);
      const isRight = isOpen
        ? ![without, wrong, right].includes(401)
        : without === 401 && wrong === 401 && right !== 401;
      return isRight ? undefined : `${method} ${path}: ${without}, ${wrong}, ${right}`;
    };
    const wrongAnswers: (string | undefined)[] = [];
    for (const path of paths)
      wrongAnswers.push(...(await Promise.all(methods.map((method) => answerTo(method, path)))));
    expect(wrongAnswers.filter(Boolean)).toEqual([]);
    expect(orders).toEqual([]);
  });
});
