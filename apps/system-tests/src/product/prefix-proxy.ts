import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { onTestEnd } from '@kilowatch/testing';

/** A reverse proxy that serves a site below a path, as `location /home/battery/ { proxy_pass http://site/; }` does. Resolves with its address there. */
export async function behindPrefix(site: string, prefix: string): Promise<string> {
  const onward = ({ url = '/', method, headers }: IncomingMessage) =>
    request(new URL(url.slice(prefix.length - 1), site), { method, headers });
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith(prefix)) return void outgoing.writeHead(404).end();
    const asked = onward(incoming);
    asked.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on('error', () => outgoing.destroy());
    incoming.pipe(asked);
  });
  server.on('upgrade', (incoming, socket) => {
    const asked = onward(incoming).end();
    asked.on('error', () => socket.destroy());
    asked.on('upgrade', (answer, behind) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
      pipeline(socket, behind, socket, () => undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestEnd(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://localhost:${(server.address() as AddressInfo).port}${prefix}`;
}
