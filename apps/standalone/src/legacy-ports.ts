import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CommonConfig, type LegacyPort, StartRefused } from '@kilowatch/service-kit';
import type { FastifyInstance } from 'fastify';
import { leadToOurPages } from './predecessor-pages.js';

/** One that listens. */
export interface OpenPort {
  readonly port: number;
  readonly as: LegacyPort['as'];
}

export type PortSettings = Pick<CommonConfig, 'HOST'> & { readonly LEGACY_PORTS: readonly LegacyPort[] };

/** What passes between Node's server and whoever answers: Fastify, and Socket.IO for upgrades. */
const events = ['request', 'upgrade', 'clientError'] as const;

/** Further ports of the application: what happens on them happens on its own server. */
export class LegacyPorts {
  /** Those that listen, by the numbers that they have. */
  readonly open: OpenPort[] = [];
  private readonly servers: Server[] = [];

  private main: Server | undefined;

  /** To be called before the application has its routes. */
  serve(fastify: FastifyInstance): void {
    this.main = fastify.server;
    leadToOurPages(fastify, this.open);
  }

  /** To be called when the application listens. Rejects when one of them cannot be had; what has been opened is to be closed then. */
  async listen({ LEGACY_PORTS, HOST }: PortSettings): Promise<void> {
    const main = this.main!;
    const { port: own } = main.address() as AddressInfo;
    for (const { listen, as } of LEGACY_PORTS) {
      if (listen === own)
        throw new StartRefused(`LEGACY_PORTS names ${own}, which is PORT already: take it out of there.`);
      const server = serverLike(main);
      this.servers.push(server);
      server.listen(listen, HOST);
      await once(server, 'listening');
      this.open.push({ port: (server.address() as AddressInfo).port, as });
    }
  }

  /** What has been accepted is still answered. */
  stopAccepting(): void {
    for (const server of this.servers) server.close();
  }

  close(): void {
    this.stopAccepting();
    for (const server of this.servers) server.closeAllConnections();
  }
}

function serverLike(main: Server): Server {
  const { maxConnections, keepAliveTimeout, headersTimeout, requestTimeout } = main;
  const server = createServer({ keepAliveTimeout, headersTimeout, requestTimeout });
  server.maxConnections = maxConnections;
  for (const event of events) server.on(event, (...args: unknown[]) => void main.emit(event, ...args));
  return server;
}
