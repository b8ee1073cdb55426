import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

import { Collected } from './collected.js';

type Mode = 'forwarding' | 'holding' | 'refusing';

/**
 * A network between a client and a broker that a test can spoil. While holding it takes what is sent and keeps it, as a
 * network does whose packets are sent again and again; healed, it delivers what is still somebody's: bytes of a connection
 * that was reset are gone, bytes of one that was merely closed arrive late.
 */
export class TcpProxy {
  /** How clients left. */
  readonly left = new Collected<'reset' | 'closed'>();
  readonly host = '127.0.0.1';
  readonly port: number;
  private mode: Mode = 'forwarding';
  private readonly pairs = new Set<Pair>();

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket: Socket) => this.accept(socket));
  }

  static async between(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, target);
  }

  /** Nothing gets through any more, and nobody is told. */
  hold(): void {
    this.mode = 'holding';
    for (const pair of this.pairs) pair.hold();
  }

  /** Connections break, new ones are refused. */
  refuse(): void {
    this.mode = 'refusing';
    this.cut();
  }

  /** Connections break, without a goodbye; new ones are taken. */
  cut(): void {
    for (const pair of this.pairs) pair.destroy();
  }

  heal(): void {
    // Not before this turn's resets are heard of: the network was down while they were made.
    setImmediate(() => {
      this.mode = 'forwarding';
      for (const pair of this.pairs) pair.heal();
    });
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.cut();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private accept(socket: Socket): void {
    socket.on('error', () => this.left.add('reset'));
    socket.on('end', () => this.left.add('closed'));
    if (this.mode === 'refusing') {
      socket.resetAndDestroy();
      return;
    }
    const { host, port } = this.target;
    const pair = new Pair(socket, connect({ host, port, noDelay: true }), () => this.pairs.delete(pair));
    this.pairs.add(pair);
    if (this.mode === 'holding') pair.hold();
  }
}

class Pair {
  private isHolding = false;
  private readonly held: (() => void)[] = [];

  constructor(
    private readonly client: Socket,
    private readonly broker: Socket,
    private readonly onEnd: () => void,
  ) {
    this.join(client, broker);
    this.join(broker, client);
  }

  hold(): void {
    this.isHolding = true;
  }

  heal(): void {
    this.isHolding = false;
    for (const deliver of this.held.splice(0)) deliver();
  }

  destroy(): void {
    this.held.length = 0;
    this.client.destroy();
    this.broker.destroy();
    this.onEnd();
  }

  private join(from: Socket, to: Socket): void {
    from.on('data', (piece: Buffer) => this.deliver(() => to.write(piece)));
    from.on('end', () => this.deliver(() => to.end()));
    // A reset takes what was on its way with it. The broker does not hear of it while the network is down.
    from.on('error', () => {
      this.held.length = 0;
      this.deliver(() => this.destroy());
    });
    from.on('close', () => this.deliver(() => this.destroy()));
  }

  private deliver(action: () => void): void {
    if (this.isHolding) this.held.push(action);
    else action();
  }
}
