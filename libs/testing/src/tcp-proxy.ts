import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestEnd } from './on-test-end.js';

/** A network between two programs, as bad as a test wants it. */
export interface TcpProxy {
  readonly host: string;
  readonly port: number;
  /** From now on nothing comes through in either direction, and nobody is told: connections stay open. */
  blackHole(): void;
  /** Everything flows again, also what was held back (as TCP would send it again), but nothing of a connection that was reset. */
  heal(): void;
  /** Ends every connection at once, without a goodbye. New ones are served. */
  cut(): void;
  close(): Promise<void>;
}

/** Forwards to a server on this machine; closed with the test. */
export async function startTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const host = '127.0.0.1';
  const sockets = new Set<Socket>();
  const held: Event[] = [];
  let isBlackHole = false;

  const happen = (from: Socket, action: () => void): void => {
    if (isBlackHole) held.push({ from, action });
    else action();
  };
  // Bytes on their way die with a reset, as nobody sends them again; that it happened is heard when the network is back.
  const forget = (from: Socket): void => {
    const others = held.filter((event) => event.from !== from);
    held.splice(0, held.length, ...others);
  };
  const forward = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => happen(from, () => void to.write(bytes)));
    from.on('error', () => forget(from));
    from.on('close', () => {
      sockets.delete(from);
      happen(from, () => to.destroy());
    });
  };
  const server = createServer((near) => {
    const far = connect({ host: target.host ?? host, port: target.port });
    forward(near, far);
    forward(far, near);
  });
  server.listen(0, host);
  await once(server, 'listening');

  const cut = (): void => {
    held.length = 0;
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const proxy: TcpProxy = {
    host,
    port: (server.address() as AddressInfo).port,
    blackHole: () => {
      isBlackHole = true;
    },
    heal: () => {
      // Not before this turn's resets are heard of: the network was down while they were made.
      setImmediate(() => {
        isBlackHole = false;
        for (const { action } of held.splice(0)) action();
      });
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

/** Something that a network passes on: bytes, or the end of a connection. */
interface Event {
  readonly from: Socket;
  readonly action: () => void;
}
