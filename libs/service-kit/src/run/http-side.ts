import type { AddressInfo } from 'node:net';
import type { Access, AccessMode } from '@kilowatch/access';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '../config/load-settings.js';
import { NoHttp } from '../http/no-http.js';
import { urlHostOf } from '../http/url-host.js';
import type { RootLog } from '../log/log.js';
import { protectionOf } from '../protection/protected-mode.js';
import type { ServiceDefinition } from '../service.js';
import type { ComposeOptions } from './compose-options.js';

/** What a process serves on PORT, if anything. */
export interface HttpSide {
  readonly adapter: AbstractHttpAdapter & { drain(deadlineMs: number): Promise<void> };
  /** Before the application is initialised. */
  prepare(app: NestFastifyApplication): Promise<void>;
  /** The URL, once it listens. */
  listen(app: NestFastifyApplication): Promise<string | undefined>;
}

interface Surroundings {
  readonly settings: Settings;
  readonly log: RootLog;
  readonly access: Access;
  readonly options: ComposeOptions;
}

const noHttpSide = (): HttpSide => ({
  adapter: new NoHttp(),
  prepare: () => Promise.resolve(),
  listen: () => Promise.resolve(undefined),
});

const modeInWords: Record<AccessMode, string> = {
  open: 'AUTH=open: anybody who reaches this port may command the battery',
  key: 'API_KEY is set: everybody is asked for the key',
  container:
    'TRUSTED_NETWORK=container: who reaches this network of containers, or its port on this machine, is let in',
  loopback: 'Without an API_KEY only this machine is let in',
};

/** Decides who may come in, and loads Fastify and Socket.IO only for services that use them. */
export async function openHttpSide(
  definitions: readonly ServiceDefinition[],
  { settings, log, access, options }: Surroundings,
): Promise<HttpSide> {
  if (!definitions.some(({ hasHttp }) => hasHttp)) return noHttpSide();
  const config = settings.common;
  const protection = protectionOf(config, access);
  const auth = access.mode;
  log[auth === 'open' ? 'warn' : 'info']({ auth }, modeInWords[auth]);
  const { HttpEdge } = await import('../http/http-edge.js');
  const adapter = new HttpEdge({ config, protection, log, answerUnknown: options.http?.answerUnknown });
  return {
    adapter,
    prepare: async (app) => {
      if (definitions.some(({ hasSockets }) => hasSockets)) {
        const { GuardedIoAdapter } = await import('../protection/guarded-io-adapter.js');
        app.useWebSocketAdapter(new GuardedIoAdapter(app, protection, config));
      }
      await options.http?.prepare?.(adapter.fastify);
    },
    listen: async (app) => {
      await app.listen(config.PORT, config.HOST);
      const { port } = app.getHttpServer().address() as AddressInfo;
      const url = `http://${urlHostOf(config.HOST)}:${port}`;
      log.info({ url, auth }, 'Serving HTTP');
      return url;
    },
  };
}
