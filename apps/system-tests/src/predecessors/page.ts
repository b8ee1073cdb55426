import { onTestEnd } from '@kilowatch/testing';
import { io } from 'socket.io-client';
import { io as io45 } from 'socket.io-client-4-5';
import { io as io47 } from 'socket.io-client-4-7';

interface Heard {
  readonly event: string;
  readonly body: unknown;
}

interface Connecting {
  readonly extraHeaders?: Record<string, string>;
  readonly transports?: string[];
  readonly auth?: object;
}

/** What the versions have in common. */
interface PageSocket {
  on(event: string, listener: (body: never) => void): unknown;
  onAny(listener: (event: string, body: unknown) => void): unknown;
  emit(event: string, ...payload: unknown[]): unknown;
  disconnect(): unknown;
}

const clients = { '4.5.4': io45, '4.7.2': io47, 'of today': io };
export type ClientVersion = keyof typeof clients;
/** Those that the predecessors' pages loaded, and ours. */
export const clientVersions = Object.keys(clients) as ClientVersion[];

/** A page of a predecessor, as far as its socket goes. It writes down what it hears, in order. */
export class Page {
  readonly heard: Heard[] = [];
  #changed = Promise.withResolvers<void>();

  private constructor(private readonly socket: PageSocket) {
    const hear = (event: string, body: unknown): void => {
      this.heard.push({ event, body });
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    };
    socket.onAny(hear);
    socket.on('connect_error', (error: Error) => hear('connect_error', error.message));
  }

  /** Connected as its page would, on the namespace without a name. */
  static open(url: string, version: ClientVersion = 'of today', options: Connecting = {}): Page {
    const connect = clients[version] as (url: string, options: object) => PageSocket;
    const socket = connect(url, { reconnection: false, forceNew: true, ...options });
    onTestEnd(() => void socket.disconnect());
    return new Page(socket);
  }

  say(event: string, ...payload: unknown[]): void {
    this.socket.emit(event, ...payload);
  }

  /** The first body of the event that fits, heard already or to come. */
  async hears<T = unknown>(event: string, fits: (body: T) => boolean = () => true): Promise<T> {
    for (;;) {
      const found = this.heard.find((one) => one.event === event && fits(one.body as T));
      if (found) return found.body as T;
      await this.#changed.promise;
    }
  }

  bodies<T = unknown>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map(({ body }) => body as T);
  }
}
