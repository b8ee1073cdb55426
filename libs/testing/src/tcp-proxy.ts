import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestEnd } from './on-test-end.js';

/** A network between two programs, as bad as a test wants it. */
export interface TcpProxy {
  readonly host: string;
  readonly port: number;
  /** From now on nothing comes through in either direction, and nobody is told: connections stay open. */
  blackHole(): void;
  /** Everything flows again, also what was held back (as TCP would send it again). */
  heal(): void;
  /** Ends every connection at once, without a goodbye. New ones are served. */
  cut(): void;
  close(): Promise<void>;
}

/** Forwards to a server on this machine; closed with the test. */
export async function startTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const host = '127.0.0.1';
  const sockets = new Set<Socket>();
  let isBlackHole = false;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (isBlackHole) socket.pause();
    return socket;
  };
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => void to.write(bytes));
    from.on('close', () => to.destroy());
    if (isBlackHole) from.pause();
  };
  const server = createServer((near) => {
    const far = track(connect({ host: target.host ?? host, port: target.port }));
    forward(track(near), far);
    forward(far, near);
  });
  server.listen(0, host);
  await once(server, 'listening');

  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const proxy: TcpProxy = {
    host,
    port: (server.address() as AddressInfo).port,
    blackHole: () => {
      isBlackHole = true;
      for (const socket of sockets) socket.pause();
    },
    heal: () => {
      isBlackHole = false;
      for (const socket of sockets) socket.resume();
    },
    cut,
    close: async () => {
      if (!server.listening) return;
      server.close();
      cut();
      await once(server, 'close');
    },
  };
  onTestEnd(() => proxy.close());
  return proxy;
}
