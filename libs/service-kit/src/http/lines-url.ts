import type { IncomingMessage } from 'node:http';
import { postLines, postWrite } from '@kilowatch/contracts';

const json = /^\s*application\/(?:json|[^;]+\+json)\s*(?:;|$)/i;
const shared = new RegExp(`^${postWrite.path}/?(?=\\?|$)`);

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const hasBody = ({ headers }: Asked): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * `POST /write` is the battery predecessor's and InfluxDB 1's: a body that does not call itself JSON is line protocol. Fastify asks
 * before it looks for the route.
 */
export function rewrittenUrl(request: Asked): string {
  const { method, url = '/', headers } = request;
  if (method !== postWrite.method || !shared.test(url) || !hasBody(request)) return url;
  return json.test(headers['content-type'] ?? '') ? url : url.replace(shared, postLines.path);
}
