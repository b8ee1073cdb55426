import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings, type Settings } from '../config/load-settings.js';
import { DetailsBook } from '../health/details-book.js';
import { HealthBook } from '../health/health-book.js';
import { type HealthBooks, startHealthListener } from '../health/health-listener.js';
import { ProcessWatch } from '../health/process-watch.js';
import { createLog, type RootLog } from '../log/log.js';
import { NestLog } from '../log/nest-log.js';
import { accessOf } from '../protection/access-of.js';
import type { ServiceDefinition } from '../service.js';
import { ClosingStack } from './closing-stack.js';
import type { ComposeOptions, RunningServices } from './compose-options.js';
import { healthPortOf } from './health-port.js';
import { type HttpSide, openHttpSide } from './http-side.js';
import { buildService, openDoor, type ServicePart } from './running-service.js';
import { ServicesRoot } from './services-root.js';

/** So long a start waits for a broker that is away before it goes on without knowing of other instances. */
const blindStartMs = 2_000;

/**
 * Runs services in one process: one Nest application, one HTTP port, one door and one broker session for each service.
 * They are closed from the end of the list, so consumers stand before the producers of what they consume.
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
  const health = new HealthBook();
  const details = openDetails(health, options, closing);
  let phase: string | undefined = 'starting';
  health.add('process', () => phase);
  for (const [name, check] of Object.entries(options.checks ?? {})) health.add(name, check);

  const yielded = Promise.withResolvers<string>();
  const onYield = (name: string): void => yielded.resolve(name);
  const access = options.access ?? accessOf(settings.common, { log: log.child({ service: 'access' }) });
  const around = { settings, log, health, details, access, options, closing, onYield };
  const http = await openHttpSide(definitions, around);
  const healthUrl = await openHealth(definitions, settings, { health, details }, closing);
  const open = definitions.map((definition) => openDoor(definition, around));
  // A stand-by opens no store and remembers nothing: what it does not know yet, it cannot get wrong later.
  await Promise.all(open.map(({ door }) => door.whenMine(blindStartMs)));
  const parts = open.map((opened) => buildService(opened, around));
  const app = await createApp(http, parts, log, settings);
  closing.add(() => app.close());
  await http.prepare(app);
  await app.init();
  await app.startAllMicroservices(); // a broker that is away delays this, it does not fail it
  const url = await http.listen(app);
  phase = undefined;
  log.info({ url, healthUrl }, `Running: ${definitions.map(({ name }) => name).join(', ')}`);
  return {
    url,
    healthUrl,
    settings,
    log,
    isReady: () => health.report().ok,
    yielded: yielded.promise,
    close: () => {
      phase = 'stopping';
      return closing.close();
    },
  };
}

function openDetails(health: HealthBook, options: ComposeOptions, closing: ClosingStack): DetailsBook {
  const { now = Date.now, figures } = options;
  const watch = new ProcessWatch({ now, figures, problems: () => health.problemsOf() });
  closing.add(() => watch.close());
  return new DetailsBook((service) => {
    const problems = health.problemsOf(service);
    return {
      ...(Object.keys(problems).length > 0 && { problems }),
      process: watch.vitals(),
      saidAtMs: now(),
    };
  });
}

async function openHealth(
  definitions: readonly ServiceDefinition[],
  settings: Settings,
  books: HealthBooks,
  closing: ClosingStack,
): Promise<string | undefined> {
  const port = healthPortOf(definitions, settings.common);
  if (port === undefined) return undefined;
  const listener = await startHealthListener(books, { host: settings.common.HEALTH_HOST, port });
  closing.add(() => listener.close());
  return listener.url;
}

async function createApp(
  http: HttpSide,
  parts: readonly ServicePart[],
  log: RootLog,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const drain = {
    run: async () => {
      await http.adapter.drain(settings.common.HTTP_DRAIN_MS);
      // From the end of the list: who still produces closes before who still consumes.
      for (const { door } of parts.toReversed()) await door.close();
    },
  };
  const root = ServicesRoot.with(
    parts.map(({ module }) => module),
    drain,
  );
  const app = await NestFactory.create<NestFastifyApplication>(root, http.adapter, {
    logger: new NestLog(log),
    bodyParser: false, // the edge has its own
    abortOnError: false,
  });
  for (const { door } of parts) app.connectMicroservice({ strategy: door.strategy });
  return app;
}
