import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestEnd } from '@kilowatch/testing';

export interface Echo {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server that answers with what it was asked, and its name; resolves with its `host:port`. An upgrade it accepts, saying its name. */
export async function startEcho(name: string): Promise<string> {
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const { method = '', url = '', headers } = request;
        response.writeHead(url.startsWith('/unavailable') ? 503 : 200, {
          'content-type': 'application/json',
        });
        response.end(JSON.stringify({ name, method, url, headers, body } satisfies Echo));
      },
      () => response.destroy(),
    );
  });
  server.on('upgrade', (_request, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhere is ${name}`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
