import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlHostOf } from '../http/url-host.js';
import type { DetailsBook } from './details-book.js';
import type { HealthBook, HealthReport } from './health-book.js';

export interface HealthListener {
  readonly url: string;
  close(): Promise<void>;
}

/** What the listener answers from. */
export interface HealthBooks {
  readonly health: HealthBook;
  readonly details: DetailsBook;
}

function answer({ health, details }: HealthBooks, request: IncomingMessage, response: ServerResponse): void {
  const send = (status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  };
  const sendText = (status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  const path = request.url?.split('?')[0];
  // An event loop that answers is alive; what it depends on is a question of readiness.
  if (path === '/health/live') return send(200, { ok: true });
  if (path === '/health/details') return send(200, details.report());
  if (path !== '/health/ready')
    return send(404, { error: 'Ask /health/live, /health/ready or /health/details', code: 'route.unknown' });
  const report = health.report();
  const status = report.ok ? 200 : 503;
  // For a shell: the reasons alone, one a line.
  if (request.headers.accept === 'text/plain') return sendText(status, reasonsOf(report));
  send(status, report);
}

const reasonsOf = ({ checks }: HealthReport): string =>
  Object.entries(checks)
    .filter(([, words]) => words !== 'ok')
    .map(([name, words]) => `${name}: ${words}\n`)
    .join('');

/** Starts the health listener, apart from product HTTP. `GET /health/live`, `/health/ready` and `/health/details`. */
export async function startHealthListener(
  books: HealthBooks,
  at: { host: string; port: number },
): Promise<HealthListener> {
  const server = createServer({ requestTimeout: 5_000, maxHeaderSize: 8_192 }, (request, response) => {
    answer(books, request, response);
  });
  server.maxConnections = 100;
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    url: `http://${urlHostOf(at.host)}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
