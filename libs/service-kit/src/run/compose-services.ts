import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings, type Settings } from '../config/load-settings.js';
import { HealthBook } from '../health/health-book.js';
import { startHealthListener } from '../health/health-listener.js';
import { HttpEdge } from '../http/http-edge.js';
import { urlHostOf } from '../http/url-host.js';
import { createLog } from '../log/log.js';
import { NestLog } from '../log/nest-log.js';
import { type Protection, protectionOf } from '../protection/protected-mode.js';
import type { ServiceDefinition } from '../service.js';
import { ClosingStack } from './closing-stack.js';
import type { ComposeOptions, RunningServices } from './compose-options.js';
import { healthPortOf } from './health-port.js';
import { openService, type ServicePart } from './running-service.js';
import { ServicesRoot } from './services-root.js';

/**
 * Runs services in one process: one Nest application, one HTTP port, one door and one broker session for each service.
 * They are closed in the order of the list, so producers come before the consumers of what they produce.
 * Rejects when a service cannot start, with everything closed again.
 */
export async function composeServices(
  definitions: readonly ServiceDefinition[],
  options: ComposeOptions = {},
): Promise<RunningServices> {
  const closing = new ClosingStack();
  try {
    return await start(definitions, options, closing);
  } catch (error) {
    await closing.close().catch(() => undefined); // the reason of the failed start matters more
    throw error;
  }
}

async function start(
  definitions: readonly ServiceDefinition[],
  options: ComposeOptions,
  closing: ClosingStack,
): Promise<RunningServices> {
  const settings = options.settings ?? loadSettings(definitions);
  const log = options.log ?? createLog(settings.common);
  for (const warning of settings.warnings) log.warn({}, warning);
  const hasHttp = definitions.some((definition) => definition.hasHttp);
  const protection = hasHttp ? protectionOf(settings.common) : undefined;
  if (protection?.mode === 'open')
    log.warn({ auth: 'open' }, 'AUTH=open: anybody who reaches this port may command the battery');

  const health = new HealthBook();
  let phase: string | undefined = 'starting';
  health.add('process', () => phase);
  const parts: ServicePart[] = [];
  closing.add(async () => void (await Promise.all(parts.map(({ door }) => door.close()))));
  for (const definition of definitions)
    parts.push(openService(definition, { settings, log, health, options }));
  const healthUrl = await openHealth(definitions, settings, health, closing);

  const edge = new HttpEdge({
    config: settings.common,
    protection,
    log,
    answerUnknown: options.http?.answerUnknown,
  });
  const app = await createApp(edge, parts, log, settings);
  closing.add(() => app.close());
  if (protection && definitions.some(({ hasSockets }) => hasSockets)) await useSockets(app, protection);
  await options.http?.prepare?.(edge.fastify);
  await app.init();
  await app.startAllMicroservices(); // a broker that is away delays this, it does not fail it
  const url = hasHttp ? await listen(app, settings) : undefined;
  phase = undefined;
  log.info(
    { url, healthUrl, auth: protection?.mode },
    `Running: ${definitions.map(({ name }) => name).join(', ')}`,
  );
  return {
    url,
    healthUrl,
    settings,
    log,
    isReady: () => health.report().ok,
    close: () => {
      phase = 'stopping';
      return closing.close();
    },
  };
}

async function openHealth(
  definitions: readonly ServiceDefinition[],
  settings: Settings,
  health: HealthBook,
  closing: ClosingStack,
): Promise<string | undefined> {
  const port = healthPortOf(definitions, settings.common);
  if (port === undefined) return undefined;
  const listener = await startHealthListener(health, { host: settings.common.HEALTH_HOST, port });
  closing.add(() => listener.close());
  return listener.url;
}

async function createApp(
  edge: HttpEdge,
  parts: readonly ServicePart[],
  log: NonNullable<ComposeOptions['log']>,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const drain = {
    run: async () => {
      edge.fastify.server.close();
      await edge.inFlight.drained(settings.common.HTTP_DRAIN_MS);
      // In the order of the list: who still produces closes before who still consumes.
      for (const { door } of parts) await door.close();
    },
  };
  const root = ServicesRoot.with(
    parts.map(({ module }) => module),
    drain,
  );
  const app = await NestFactory.create<NestFastifyApplication>(root, edge, {
    logger: new NestLog(log),
    bodyParser: false, // the edge has its own
    abortOnError: false,
  });
  for (const { door } of parts) app.connectMicroservice({ strategy: door.strategy });
  return app;
}

// Only services with sockets pay for loading Socket.IO.
async function useSockets(app: NestFastifyApplication, protection: Protection): Promise<void> {
  const { GuardedIoAdapter } = await import('../protection/guarded-io-adapter.js');
  app.useWebSocketAdapter(new GuardedIoAdapter(app, protection));
}

async function listen(app: NestFastifyApplication, { common }: Settings): Promise<string> {
  await app.listen(common.PORT, common.HOST);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://${urlHostOf(common.HOST)}:${port}`;
}
