import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Server, type Socket } from 'socket.io';
import { io, type Socket as ClientSocket } from 'socket.io-client';
import { broadcastAtOnce } from './broadcast-at-once.js';
import { joinFrames } from './engine-internals.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that broadcasts at once, and a client of it. */
async function connected(transports: string[]) {
  const http = createServer();
  const server = new Server(http);
  closing.push(() => server.close());
  const namespace = server.of('/v1');
  joinFrames(namespace);
  broadcastAtOnce(namespace);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const coming = once(namespace, 'connection') as Promise<[Socket]>;
  const { port } = http.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}/v1`, { transports, forceNew: true, reconnection: false });
  closing.push(() => client.close());
  const [socket] = await coming;
  return { namespace, socket, client };
}

/** Notes the numbers that come, and says of each that it has. */
function listen(client: ClientSocket): number[] {
  const heard: number[] = [];
  client.on('number', (number: number, answer?: () => void) => {
    heard.push(number);
    answer?.();
  });
  return heard;
}

describe('broadcasting at once', () => {
  it.each([[['websocket']], [['polling']], [['polling', 'websocket']]])(
    'keeps the order of what is sent to one and to all: %j',
    async (transports) => {
      const { namespace, socket, client } = await connected(transports);
      const heard = listen(client);
      for (let n = 0; n <= 600; n++) {
        if (n % 50 === 0) await socket.emitWithAck('number', n);
        else if (n % 7 === 0) socket.emit('number', n);
        else namespace.emit('number', n);
      }
      expect(heard).toEqual(Array.from({ length: 601 }, (_, n) => n));
    },
  );

  it('takes no other way where nothing waits', async () => {
    const { namespace, socket, client } = await connected(['websocket']);
    const heard = listen(client);
    await socket.emitWithAck('number', 0);
    let throughEngine = 0;
    socket.conn.on('packetCreate', () => throughEngine++);
    namespace.emit('number', 1);
    namespace.to(socket.id).emit('number', 2);
    await socket.emitWithAck('number', 3);
    expect([heard, throughEngine]).toEqual([[0, 1, 2, 3], 1]);
  });

  it('is left to an adapter that broadcasts in another way', () => {
    const adapter = {};
    broadcastAtOnce({ name: '/v1', adapter: adapter as never });
    expect(adapter).toEqual({});
  });
});
