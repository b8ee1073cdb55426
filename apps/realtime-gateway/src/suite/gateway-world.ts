import { tmpdir } from 'node:os';
import {
  type AddressOf,
  type MessageContract,
  type OriginalMessage,
  predecessorNamespace,
  type Reading,
  serviceSessions,
  telemetry,
} from '@kilowatch/contracts';
import { createDoor, type MessagingClient } from '@kilowatch/messaging';
import { EmbeddedBroker } from '@kilowatch/messaging/broker';
import { composeServices, createLog, loadSettings, type ServiceDefinition } from '@kilowatch/service-kit';
import { afterEach } from '@jest/globals';
import type * as z from 'zod';
import { FanOut } from '../fan-out.js';
import { GatewayCounters } from '../gateway-counters.js';
import { Heartbeat } from '../heartbeat.js';
import { LiveState } from '../live-state.js';
import { realtimeGatewayService } from '../realtime-gateway-service.js';
import { TestClient, type TestClientOptions } from './test-client.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Env = Record<string, string>;

/** What a test may look at inside the gateway. */
export interface Inside {
  readonly counters: GatewayCounters;
  readonly fanOut: FanOut;
  readonly live: LiveState;
}

const log = createLog({ LOG_LEVEL: 'silent', LOG_FORMAT: 'json' });

/** No beat but the first one comes while a test runs, unless it wants them. */
const watched = (tell: (inside: Inside) => void, isBeating: boolean): ServiceDefinition => ({
  ...(realtimeGatewayService as ServiceDefinition),
  module: (context) => {
    const module = realtimeGatewayService.module(context as never);
    const probe = {
      provide: 'inside',
      inject: [GatewayCounters, FanOut, LiveState],
      useFactory: (counters: GatewayCounters, fanOut: FanOut, live: LiveState) =>
        tell({ counters, fanOut, live }),
    };
    const own = (module.providers ?? []).filter((provider) => isBeating || provider !== Heartbeat);
    return { ...module, providers: [...own, probe] };
  },
});

/** A broker and the gateway on ports of their own, closed after the test. */
export class GatewayWorld {
  inside!: Inside;
  url = '';
  private batches = 0;
  private running: Awaited<ReturnType<typeof composeServices>> | undefined;

  private constructor(
    private readonly broker: EmbeddedBroker,
    private readonly client: MessagingClient,
    private readonly env: Env,
  ) {}

  static async start(env: Env = {}): Promise<GatewayWorld> {
    const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0 });
    closing.push(() => broker.close());
    const { limits } = loadSettings([], { env: {}, folder: tmpdir() });
    const door = createDoor({ service: 'ingest', broker, limits });
    closing.push(() => door.close());
    await door.whenReady();
    // As after the first start of a site: a historian has been there.
    await door.client.publish(serviceSessions, { name: 'historian' }, { filters: [telemetry.filter] });
    const world = new GatewayWorld(broker, door.client, env);
    closing.push(() => world.stop());
    await world.startGateway();
    return world;
  }

  async startGateway({ port = '0' } = {}): Promise<void> {
    const definition = watched((inside) => (this.inside = inside), 'SOCKET_BEAT_MS' in this.env);
    this.running = await this.compose([definition], { PORT: port });
    this.url = this.running.url ?? '';
  }

  async stop(): Promise<void> {
    await this.running?.close();
  }

  /** Runs another service beside the gateway. */
  async runBeside(definition: ServiceDefinition): Promise<void> {
    const running = await this.compose([definition]);
    closing.push(() => running.close());
  }

  publish<P extends string, S extends z.ZodType>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    body: z.input<S>,
  ): Promise<void> {
    return this.client.publish(contract, address, body);
  }

  /** Readings as ingest sends them. */
  telemetry(...readings: Reading[]): Promise<void> {
    return this.batch(readings, []);
  }

  /** Originals as ingest sends them, with no readings made of them. */
  originals(...messages: OriginalMessage[]): Promise<void> {
    return this.batch([], messages);
  }

  private batch(readings: Reading[], messages: OriginalMessage[]): Promise<void> {
    this.batches += 1;
    const batch = `019a0000-0000-7000-8000-${this.batches.toString(16).padStart(12, '0')}`;
    return this.publish(telemetry, { source: 'test' }, { batch, sentAtMs: 1, readings, messages });
  }

  /** A connected page of a predecessor, its greetings received. */
  async page(options: TestClientOptions = {}): Promise<TestClient> {
    const page = this.open({ ...options, namespace: predecessorNamespace });
    await page.first('connection_status');
    return page;
  }

  /** A connected client, its snapshot received. */
  async connect(options?: TestClientOptions): Promise<TestClient> {
    const client = this.open(options);
    await client.first('snapshot');
    return client;
  }

  /** A client that is about to connect. */
  open(options: TestClientOptions = {}): TestClient {
    const client = new TestClient(this.url, options);
    closing.push(() => client.close());
    return client;
  }

  private compose(definitions: ServiceDefinition[], own: Env = {}) {
    const env = { PORT: '0', HEALTH_PORT: '0', ...this.env, ...own };
    const settings = loadSettings(definitions, { env, folder: tmpdir() });
    return composeServices(definitions, { settings, broker: this.broker, log });
  }
}
