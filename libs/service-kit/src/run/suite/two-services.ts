import 'reflect-metadata';
import { afterEach } from '@jest/globals';
import { defineRoute, historyLatest } from '@kilowatch/contracts';
import { handlersOf, MessagingClient } from '@kilowatch/messaging';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import {
  Controller,
  type DynamicModule,
  Module,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { WebSocketGateway } from '@nestjs/websockets';
import * as z from 'zod';
import { loadSettings } from '../../config/load-settings.js';
import { createLog } from '../../log/log.js';
import { Route } from '../../http/route.js';
import type { ServiceContext, ServiceDefinition } from '../../service.js';
import { composeServices } from '../compose-services.js';
import type { RunningServices } from '../compose-options.js';

const ask = defineRoute('GET', '/ask', { summary: 'asks the historian', reply: z.unknown() });
const { OnRequest } = handlersOf('historian');
export const closers: (() => Promise<unknown>)[] = [];
export const happened: string[] = [];
export const gate = {
  entered: Promise.withResolvers<void>(),
  open: Promise.withResolvers<void>(),
  isShut: false,
};

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  happened.length = 0;
  gate.entered = Promise.withResolvers();
  gate.open = Promise.withResolvers();
  gate.isShut = false;
});

@Controller()
class Front implements OnModuleDestroy, OnApplicationShutdown {
  constructor(private readonly client: MessagingClient) {}

  @Route(ask)
  async ask() {
    const answer = await this.client.request(historyLatest, {}, {});
    happened.push('answered');
    return answer;
  }

  onModuleDestroy(): void {
    happened.push(`destroy, ${this.client.isConnected ? 'connected' : 'disconnected'}`);
  }

  onApplicationShutdown(): void {
    happened.push(`shutdown, ${this.client.isConnected ? 'connected' : 'disconnected'}`);
  }
}

@Controller()
class Answers {
  @OnRequest(historyLatest)
  async latest(@Payload() _query: z.output<(typeof historyLatest)['schema']>) {
    gate.entered.resolve();
    if (gate.isShut) await gate.open.promise;
    return { readings: [] };
  }
}

@WebSocketGateway({ namespace: '/v1' })
class Sockets {}

@Module({})
class FrontModule {
  static with({ door }: ServiceContext): DynamicModule {
    const providers = [{ provide: MessagingClient, useValue: door.client }, Sockets];
    return { module: FrontModule, controllers: [Front], providers };
  }
}

@Module({ controllers: [Answers] })
class AnswersModule {}

export const front: ServiceDefinition = {
  name: 'control-api',
  config: z.object({}),
  hasHttp: true,
  hasSockets: true,
  module: (context) => FrontModule.with(context),
};
export const answers: ServiceDefinition = {
  name: 'historian',
  config: z.object({}),
  hasHttp: false,
  module: ({ health }) => {
    health.add('store', () => store.problem);
    return { module: AnswersModule };
  },
};
/** What the store of the second service says about itself. */
export const store: { problem: string | undefined } = { problem: undefined };
afterEach(() => {
  store.problem = undefined;
});

export async function startBroker(port = 0): Promise<EmbeddedBroker> {
  const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port });
  closers.push(() => broker.close());
  return broker;
}

const settingsOf = (
  definitions: readonly ServiceDefinition[],
  mqttPort: number,
  env: Record<string, string> = {},
) =>
  loadSettings(definitions, {
    env: {
      MQTT_BROKER_HOST: '127.0.0.1',
      MQTT_BROKER_PORT: String(mqttPort),
      MQTT_CONNECT_TIMEOUT_MS: '300',
      MQTT_RECONNECT_MIN_MS: '10',
      MQTT_RECONNECT_MAX_MS: '50',
      PORT: '0',
      HEALTH_PORT: '0',
      ...env,
    },
    folder: '/nonexistent',
  });

/** Composes and closes with the test. */
export async function run(
  definitions: readonly ServiceDefinition[],
  mqttPort: number,
  env: Record<string, string> = {},
): Promise<RunningServices> {
  const running = await composeServices(definitions, {
    settings: settingsOf(definitions, mqttPort, env),
    log: createLog({ LOG_LEVEL: 'silent' }),
  });
  closers.push(() => running.close());
  return running;
}

/** Asks until the answer is right, or time is up; returns the last answer. */
export async function until<T>(
  probe: () => Promise<T>,
  isRight: (value: T) => boolean,
  withinMs = 5_000,
): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (isRight(value) || performance.now() > endMs) return value;
  }
}

export const readiness = async ({ healthUrl }: RunningServices) => {
  const response = await fetch(`${healthUrl}/health/ready`);
  return { status: response.status, ...((await response.json()) as { checks: Record<string, string> }) };
};
