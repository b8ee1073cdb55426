import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ClientEvents,
  type Delta,
  type DeviceSnapshot,
  type FaultBody,
  type ServerEvents,
  type Snapshot,
  socketNamespace,
} from '@kilowatch/contracts';
import { Server, type ServerOptions } from 'socket.io';

export const aDevice = (parts: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device: 'battery:b1',
  kind: 'battery',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 500,
  lastSeenAtMs: 1_000,
  seq: 1,
  metrics: { socPct: { value: 50, atMs: 1_000 } },
  ...parts,
});

export const aDelta = (seq: number, parts: Partial<Delta> = {}): Delta => ({
  device: 'battery:b1',
  fromSeq: seq,
  seq,
  lastSeenAtMs: 1_000 + seq,
  readings: [{ metric: 'socPct', value: 50 + seq, atMs: 1_000 + seq }],
  ...parts,
});

type Reply = Parameters<Parameters<ClientEvents['watch']>[1]>[0];

/** A socket server that says what a test tells it to, right or wrong. */
export class LiveServer {
  devices: DeviceSnapshot[] = [aDevice()];
  /** What `watch` and `resync` are answered with; undefined: nothing at all. */
  answer: () => Reply | undefined = () => ({ ok: true, snapshot: this.snapshot() });
  /** Why a handshake with this `auth` is refused; undefined: it is not. */
  refusal: (auth: Record<string, unknown>) => FaultBody | undefined = () => undefined;
  handshakes = 0;
  /** What each client said in its handshake that it watches. */
  readonly watched: unknown[] = [];
  readonly asked: [event: string, payload: unknown][] = [];
  private readonly http = createServer();
  private readonly io: Server<ClientEvents, ServerEvents>;

  private constructor(options: Partial<ServerOptions>) {
    this.io = new Server(this.http, options);
    this.io.of(socketNamespace).use(({ handshake }, next) => {
      this.handshakes++;
      const fault = this.refusal(handshake.auth);
      next(fault && Object.assign(new Error(fault.error), { data: fault }));
    });
    this.io.of(socketNamespace).on('connection', (socket) => {
      this.watched.push(socket.handshake.auth['watch']);
      socket.onAny((event: string, payload: unknown, ack: (reply: Reply) => void) => {
        this.asked.push([event, payload]);
        const reply = this.answer();
        if (reply) ack(reply);
      });
      socket.emit('snapshot', this.snapshot());
    });
  }

  static async listen(port = 0, options: Partial<ServerOptions> = {}): Promise<LiveServer> {
    const server = new LiveServer(options);
    await new Promise<void>((resolve) => server.http.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get clients() {
    return this.io.of(socketNamespace);
  }

  get transports(): string[] {
    return [...this.clients.sockets.values()].map((socket) => socket.conn.transport.name);
  }

  snapshot(): Snapshot {
    return { atMs: 5_000_000, devices: this.devices };
  }

  async close(): Promise<void> {
    await this.io.close();
  }
}
