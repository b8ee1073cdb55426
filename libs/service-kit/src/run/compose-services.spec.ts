import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineRoute, historyLatest, type ServiceName } from '@kilowatch/contracts';
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
import { z } from 'zod';
import { loadSettings } from '../config/load-settings.js';
import { createLog } from '../log/log.js';
import { Route } from '../http/route.js';
import type { ServiceContext, ServiceDefinition } from '../service.js';
import { composeServices } from './compose-services.js';
import type { RunningServices } from './compose-options.js';

const ask = defineRoute('GET', '/ask', { summary: 'asks the historian', reply: z.unknown() });
const { OnRequest } = handlersOf('historian');
const closers: (() => Promise<unknown>)[] = [];
const happened: string[] = [];
const gate = { entered: Promise.withResolvers<void>(), open: Promise.withResolvers<void>(), isShut: false };

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

const front: ServiceDefinition = {
  name: 'control-api',
  config: z.object({}),
  hasHttp: true,
  hasSockets: true,
  module: (context) => FrontModule.with(context),
};
const answers: ServiceDefinition = {
  name: 'historian',
  config: z.object({}),
  hasHttp: false,
  module: ({ health }) => {
    health.add('store', () => storeProblem);
    return { module: AnswersModule };
  },
};
let storeProblem: string | undefined;
afterEach(() => {
  storeProblem = undefined;
});

async function startBroker(port = 0): Promise<EmbeddedBroker> {
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

async function run(
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

async function until<T>(probe: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const endMs = performance.now() + 5_000;
  for (;;) {
    const value = await probe();
    if (isRight(value) || performance.now() > endMs) return value;
  }
}

const readiness = async ({ healthUrl }: RunningServices) => {
  const response = await fetch(`${healthUrl}/health/ready`);
  return { status: response.status, ...((await response.json()) as { checks: Record<string, string> }) };
};

describe('services in one process', () => {
  it('talk through the broker, each with its own door, and answer on one port', async () => {
    const { url } = await run([front, answers], (await startBroker()).port);
    const response = await fetch(`${url}/ask`);
    expect([response.status, await response.json()]).toEqual([200, { readings: [] }]);
  });

  it('do as well alone as together', async () => {
    const { port } = await startBroker();
    const both = [await run([front], port), await run([answers], port)];
    expect(both[1]!.url).toBeUndefined();
    expect((await fetch(`${both[0]!.url}/ask`)).status).toBe(200);
  });

  it('tell the truth about their readiness', async () => {
    const broker = await startBroker();
    const { port } = broker;
    const running = await run([front, answers], port);
    expect(await readiness(running)).toMatchObject({
      status: 200,
      checks: {
        process: 'ok',
        'control-api: broker': 'ok',
        'historian: broker': 'ok',
        'historian: store': 'ok',
      },
    });
    storeProblem = 'the disk is full';
    expect(await readiness(running)).toMatchObject({
      status: 503,
      checks: { 'historian: store': 'the disk is full' },
    });
    storeProblem = undefined;
    await broker.close();
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 503,
        )
      ).status,
    ).toBe(503);
    expect(running.isReady()).toBe(false);
    await startBroker(port);
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 200,
        )
      ).status,
    ).toBe(200);
  });

  it('start without a broker and say so', async () => {
    const broker = await startBroker();
    const { port } = broker;
    await broker.close();
    const running = await run([front], port);
    expect(await readiness(running)).toMatchObject({ status: 503, checks: { process: 'ok' } });
    expect((await fetch(`${running.url}/ask`)).status).toBe(503);
    expect((await fetch(`${running.healthUrl}/health/live`)).status).toBe(200);
  });
});

describe('closing', () => {
  it('answers what has arrived, then drains, then closes what handlers used', async () => {
    const running = await run([front, answers], (await startBroker()).port);
    gate.isShut = true;
    const response = fetch(`${running.url}/ask`);
    await gate.entered.promise;
    const closed = running.close();
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 503,
        )
      ).checks['process'],
    ).toBe('stopping');
    gate.open.resolve();
    await closed;
    expect((await response).status).toBe(200);
    expect(happened).toEqual(['destroy, connected', 'answered', 'shutdown, disconnected']);
    await expect(fetch(`${running.url}/ask`)).rejects.toThrow();
    await expect(fetch(`${running.healthUrl}/health/live`)).rejects.toThrow();
  });

  it('gives up on what does not end in time', async () => {
    const running = await run([front, answers], (await startBroker()).port, { MQTT_DRAIN_MS: '50' });
    gate.isShut = true;
    const response = fetch(`${running.url}/ask`).then(
      ({ status }) => status,
      () => 'cut',
    );
    await gate.entered.promise;
    await running.close();
    expect([500, 503, 504, 'cut']).toContain(await response);
  });
});

describe('a start that fails', () => {
  it('leaves nothing open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    closers.push(async () => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const broker = await startBroker();
    await expect(run([front], broker.port, { PORT: String(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(happened).toEqual(['destroy, connected', 'shutdown, disconnected']);
  });

  it('is refused on an address of the network without AUTH=open', async () => {
    const { port } = await startBroker();
    await expect(run([front], port, { HOST: '0.0.0.0' })).rejects.toThrow('AUTH=open');
    await expect(run([answers], port, { HOST: '0.0.0.0' })).resolves.toBeDefined();
    await expect(run([front], port, { HOST: '0.0.0.0', AUTH: 'open' })).resolves.toBeDefined();
  });
});

describe('protected mode on sockets', () => {
  const handshake = '/socket.io/?EIO=4&transport=polling';
  const upgrade = async (url: string, headers: Record<string, string>): Promise<number> => {
    const { request } = await import('node:http');
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' };
    const asked = request(url.replace('polling', 'websocket'), {
      headers: { connection: 'Upgrade', upgrade: 'websocket', ...key, ...headers },
    });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode!);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on('error', reject);
    asked.end();
    return promise;
  };

  it('refuses a foreign origin and a foreign host, polling and upgrade alike', async () => {
    const { url } = await run([front], (await startBroker()).port, { CORS_ORIGINS: 'https://home.example' });
    const { host, port } = new URL(url!);
    const polling = async (headers: Record<string, string>) =>
      (await fetch(url + handshake, { headers })).status;
    expect(await polling({})).toBe(200);
    expect(await polling({ origin: `http://${host}` })).toBe(200);
    expect(await polling({ origin: 'https://home.example' })).toBe(200);
    expect(await polling({ origin: 'https://evil.com' })).toBe(403);
    const socket = url + handshake;
    expect(await upgrade(socket, { origin: `http://${host}` })).toBe(101);
    expect(await upgrade(socket, { origin: 'https://evil.com' })).not.toBe(101);
    expect(await upgrade(socket, { host: `evil.com:${port}`, origin: `http://evil.com:${port}` })).not.toBe(
      101,
    );
    expect(await upgrade(socket, { host: `evil.com:${port}` })).not.toBe(101);
  });
});

it('gives a lone service a health port of its own', async () => {
  const names: ServiceName[] = ['control-api', 'historian'];
  const { healthPortOf } = await import('./health-port.js');
  expect(names.map((name) => healthPortOf([{ name }], { HEALTH_PORT: undefined }))).toEqual([5101, 5104]);
  expect(
    healthPortOf([{ name: 'ingest' }, { name: 'historian' }], { HEALTH_PORT: undefined }),
  ).toBeUndefined();
  expect(healthPortOf([{ name: 'ingest' }, { name: 'historian' }], { HEALTH_PORT: 0 })).toBe(0);
});
