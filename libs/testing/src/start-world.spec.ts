import { afterAll, describe, expect, it } from '@jest/globals';
import {
  batteryReported,
  batteryStatus,
  deviceState,
  Fault,
  historyLatest,
  serviceStatus,
} from '@kilowatch/contracts';
import { handlersOf, MessagingClient } from '@kilowatch/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { aBatteryReport } from './mothers/battery.js';
import { aReading } from './mothers/telemetry.js';
import { eventually } from './eventually.js';
import { answering, aService, standIn } from './stand-in.js';
import { startBroker, startWorld, type World } from './start-world.js';
import { startTcpProxy } from './tcp-proxy.js';
import { testTimeMs } from './mothers/time.js';

const { OnMessage } = handlersOf('ingest');

/** The smallest service: what a battery says becomes its state. */
@Controller()
class Relay {
  constructor(private readonly client: MessagingClient) {}

  @OnMessage(batteryReported)
  async relay(@Payload() report: ReturnType<typeof aBatteryReport>) {
    const device = 'battery:b1';
    const metrics = { socPct: { value: report.socPct ?? 0, atMs: testTimeMs } };
    await this.client.publish(deviceState, { device }, { device, atMs: testTimeMs, metrics });
  }
}

const relay = aService('ingest', ({ door }) => ({
  controllers: [Relay],
  providers: [{ provide: MessagingClient, useValue: door.client }],
}));

describe('a world', () => {
  let last: World | undefined;
  afterAll(async () => {
    expect(last?.client.isConnected).toBe(false);
    await expect(fetch(`${last!.services.healthUrl}/health/live`)).rejects.toThrow();
  });

  it('has a service under test, a client with contracts and one without', async () => {
    const { client, mqtt } = (last = await startWorld(relay));
    const states = await mqtt.hear(deviceState);
    await client.publish(batteryReported, { id: 'b1' }, aBatteryReport({ socPct: 7 }));
    await eventually(() => expect(states).toHaveLength(1));
    expect(states[0]).toMatchObject({
      address: { device: 'battery:b1' },
      body: { metrics: { socPct: { value: 7 } } },
    });
    await mqtt.publish('batteries/b1/state', 'not JSON');
    await mqtt.publish('batteries/b1/state', { socPct: 8 });
    await eventually(() => expect(states.at(-1)?.body.metrics['socPct']?.value).toBe(8));
    expect(states).toHaveLength(2);
  });

  it('has stand-ins for the services that are not under test', async () => {
    const { client } = await startWorld(
      standIn(
        'historian',
        answering(historyLatest, ({ devices }) => {
          if (!devices) throw new Fault('request.invalid', 'Which devices?');
          return { readings: devices.map((device) => aReading({ device })) };
        }),
      ),
    );
    const { readings } = await client.request(historyLatest, {}, { devices: ['battery:x'] });
    expect(readings).toEqual([aReading({ device: 'battery:x' })]);
    await expect(client.request(historyLatest, {}, {})).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('says offline for no service when it ends its own client', async () => {
    const { mqtt, services } = await startWorld(relay);
    const states = await mqtt.hear(serviceStatus);
    await eventually(() =>
      expect(states.map(({ address, body }) => [address.name, body])).toEqual([['ingest', 'online']]),
    );
    await services.close();
    await eventually(() => expect(states.at(-1)?.body).toBe('offline'));
  });

  it('ends its services from the end of the list, each with a goodbye', async () => {
    const recorder = standIn(
      'historian',
      answering(historyLatest, () => ({ readings: [] })),
    );
    const { mqtt, services } = await startWorld([recorder, relay]);
    const states = await mqtt.hear(serviceStatus);
    await eventually(() => expect(states).toHaveLength(2));
    await services.close();
    await eventually(() => expect(states).toHaveLength(4));
    expect(states.slice(2).map(({ address, body }) => [address.name, body])).toEqual([
      ['ingest', 'offline'],
      ['historian', 'offline'],
    ]);
  });

  it('can have a bad network', async () => {
    const broker = await startBroker();
    const proxy = await startTcpProxy(broker);
    const { services } = await startWorld(relay, {
      broker: { host: proxy.host, port: proxy.port },
      env: { MQTT_RECONNECT_MIN_MS: '200', MQTT_RECONNECT_MAX_MS: '200' },
    });
    expect(services.isReady()).toBe(true);
    proxy.cut();
    await eventually(() => expect(services.isReady()).toBe(false));
    await eventually(() => expect(services.isReady()).toBe(true));
  });
});

describe('a plain MQTT client', () => {
  it('filters what it listens to and leaves its last will', async () => {
    const { mqtt, broker } = await startWorld(relay);
    const [all, own] = [await mqtt.listen('batteries/#'), await mqtt.listen('batteries/+/status')];
    const { RawMqttClient } = await import('./mqtt-client.js');
    const will = {
      topic: 'batteries/b9/status',
      payload: Buffer.from('offline'),
      qos: 1 as const,
      retain: true,
    };
    const device = await RawMqttClient.connect(broker, { will });
    await device.publish('batteries/b9/state', '{}');
    device.vanish();
    await eventually(() => expect(own).toHaveLength(1));
    expect(all.map(({ topic, text }) => [topic, text])).toEqual([
      ['batteries/b9/state', '{}'],
      ['batteries/b9/status', 'offline'],
    ]);
    const retained = await mqtt.hear(batteryStatus);
    await eventually(() =>
      expect(retained[0]).toMatchObject({ isRetained: true, body: 'offline', address: { id: 'b9' } }),
    );
  });
});
