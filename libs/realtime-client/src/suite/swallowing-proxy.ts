import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A proxy that passes requests on and swallows every WebSocket: the client is never answered. */
export async function swallowingProxy(targetPort: number): Promise<{ url: string; close(): Promise<void> }> {
  const swallowed = new Set<Socket>();
  const proxy = createServer((asked, answer) => {
    const { method, headers, url: path } = asked;
    const onward = request({ host: '127.0.0.1', port: targetPort, method, headers, path }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  proxy.on('upgrade', (_request, socket: Socket) => {
    swallowed.add(socket);
    socket.on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of swallowed) socket.destroy();
      proxy.closeAllConnections();
      await new Promise((closed) => proxy.close(closed));
    },
  };
}
