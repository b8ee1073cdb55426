import { EventEmitter, on } from 'node:events';
import {
  type Delta,
  predecessorNamespace,
  predecessorServerEvents,
  type Snapshot,
  serverEvents,
  socketNamespace,
} from '@kilowatch/contracts';
import {
  applyDelta,
  applyDevice,
  applySnapshot,
  emptyModel,
  fitOf,
  type LiveModel,
} from '@kilowatch/realtime-client';
import type * as z from 'zod';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';

export type TestClientOptions = Partial<ManagerOptions & SocketOptions> & { namespace?: string };

interface Heard {
  readonly event: string;
  readonly body: unknown;
}

/** A Socket.IO client that remembers everything and checks it against the contracts. */
export class TestClient {
  readonly heard: Heard[] = [];
  readonly socket: Socket;
  model: LiveModel = emptyModel;
  gaps = 0;
  private readonly signal = new EventEmitter();
  private readonly known: Readonly<Record<string, z.ZodType>>;

  constructor(url: string, { namespace = socketNamespace, ...options }: TestClientOptions = {}) {
    this.socket = io(url + namespace, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    });
    this.known = namespace === predecessorNamespace ? predecessorServerEvents : serverEvents;
    this.signal.setMaxListeners(0);
    for (const own of ['connect', 'disconnect', 'connect_error'])
      this.socket.on(own, (body: unknown) => this.hear(own, body));
    this.socket.onAny((event: string, body: unknown) => this.hear(event, body));
  }

  /** Resolves with the first body of the event that fits, heard already or to come. */
  async first<T = unknown>(event: string, fits: (body: T) => boolean = () => true): Promise<T> {
    const found = () => this.heard.find((one) => one.event === event && fits(one.body as T));
    await this.until(() => found() !== undefined);
    return found()!.body as T;
  }

  /** Resolves when this is so, now or after something that is heard. */
  async until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    for await (const _ of on(this.signal, 'heard')) if (isSo()) return;
  }

  bodies<T>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map(({ body }) => body as T);
  }

  ask<T = { ok: boolean; snapshot?: Snapshot; fault?: { code: string; error: string } }>(
    event: string,
    ...payload: unknown[]
  ): Promise<T> {
    return this.socket.timeout(5_000).emitWithAck(event, ...payload) as Promise<T>;
  }

  /** Stops or goes on reading from the network, as a browser tab that hangs. */
  pauseReading(isPaused: boolean): void {
    const { transport } = this.socket.io.engine as unknown as {
      transport: { ws: { pause(): void; resume(): void } };
    };
    if (isPaused) transport.ws.pause();
    else transport.ws.resume();
  }

  close(): void {
    this.socket.disconnect();
  }

  private hear(event: string, body: unknown): void {
    this.known[event]?.parse(body);
    this.follow(event, body);
    this.heard.push({ event, body });
    this.signal.emit('heard');
  }

  private follow(event: string, body: unknown): void {
    if (event === 'snapshot') this.model = applySnapshot(body as Snapshot);
    if (event === 'device') this.model = applyDevice(this.model, body as never);
    if (event !== 'delta') return;
    if (fitOf(this.model, body as Delta) === 'gap') this.gaps += 1;
    this.model = applyDelta(this.model, body as Delta);
  }
}
