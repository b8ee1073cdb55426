import { applySetpoint, commandChanged, type SetpointOrder } from '@kilowatch/contracts';
import { createDoor, type Door, messagingLimits } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';
import {
  aSetpointOrder,
  aUuid,
  eventually,
  onTestEnd,
  RawMqttClient,
  startBroker,
  startTcpProxy,
  startWorld,
  testTimeMs,
} from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { BatteryTopics } from './battery-topics.js';
import { CommandJournal } from './command-journal.js';
import { CommandMemory } from './command-memory.js';
import { CommandPolicy } from './command-policy.js';
import { mqttPublisherService } from './mqtt-publisher-service.js';
import { SetpointPublisher } from './setpoint-publisher.js';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const quick = messagingLimits.parse({ publishDeadlineMs: 1_000, reconnectMinMs: 10, reconnectMaxMs: 50 });
const notConfirmed = {
  code: 'publish.not-confirmed',
  message: 'The command was not confirmed; it may have reached the broker',
};

function openDoor(broker: { host: string; port: number }, service: 'mqtt-publisher' | 'control-api'): Door {
  const door = createDoor({ service, broker, limits: quick, now: () => testTimeMs });
  onTestEnd(() => door.close());
  return door;
}

const publisherOn = (door: Door): SetpointPublisher =>
  new SetpointPublisher(
    new CommandPolicy(undefined, () => testTimeMs),
    new BatteryTopics(door.client, { charge: 'battery/charge', discharge: 'battery/discharge' }),
    new CommandMemory(10),
    new CommandJournal(door.client, silent),
  );

const ordered = (number: number, kilowatts: number): SetpointOrder =>
  aSetpointOrder({ commandId: aUuid(number), requested: { value: kilowatts, unit: 'kW' } });

describe('a broker that is away', () => {
  it('refuses at once while disconnected, and nothing is delivered late', async () => {
    const direct = await startBroker();
    const network = await startTcpProxy(direct);
    const door = openDoor(network, 'mqtt-publisher');
    await door.whenReady();
    const seen = await (await RawMqttClient.connect(direct)).listen('battery/#');
    const publisher = publisherOn(door);

    network.hold();
    network.cut();
    await eventually(() => expect(door.client.isConnected).toBe(false));
    const startedAt = performance.now();
    await expect(publisher.apply(ordered(1, 1))).rejects.toMatchObject({ code: 'broker.disconnected' });
    expect(performance.now() - startedAt).toBeLessThan(quick.publishDeadlineMs);

    network.heal();
    await door.whenReady();
    await publisher.apply(ordered(2, 2));
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    expect(seen.map(({ text }) => text)).toEqual([expect.stringContaining('"charge":2')]);
  });

  it('says that a command is not confirmed when the link goes silent, and never sends it later', async () => {
    const direct = await startBroker();
    const network = await startTcpProxy(direct);
    const door = openDoor(network, 'mqtt-publisher');
    await door.whenReady();
    const witness = await RawMqttClient.connect(direct);
    const seen = await witness.listen('battery/#');
    const changes = await witness.hear(commandChanged);
    const publisher = publisherOn(door);

    network.hold();
    const outcomes = await Promise.allSettled([1, 2, 3].map((n) => publisher.apply(ordered(n, n))));
    expect(outcomes).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: notConfirmed })));

    network.heal();
    await door.whenReady();
    await expect(publisher.apply(ordered(1, 1))).rejects.toMatchObject(notConfirmed); // not tried again either
    await publisher.apply(ordered(4, 4));
    await eventually(() => expect(changes.some(({ body }) => body.commandId === aUuid(4))).toBe(true));
    expect(seen.map(({ text }) => text)).toEqual([expect.stringContaining('"charge":4')]);
  });

  it('drops an order that reached it through a link that then went silent, also in the asker’s eyes', async () => {
    const direct = await startBroker();
    const network = await startTcpProxy(direct);
    let isFalling = false;
    const now = () => {
      if (isFalling) network.hold(); // between the arrival of the order and its publication
      return testTimeMs;
    };
    const env = { MQTT_PUBLISH_DEADLINE_MS: '1000' };
    const world = await startWorld(mqttPublisherService, { broker: network, env, now });
    const seen = await (await RawMqttClient.connect(direct)).listen('battery/#');
    const asker = openDoor(direct, 'control-api');
    await asker.whenReady();
    const apply = (order: SetpointOrder) =>
      asker.client.request(applySetpoint, { device: order.device }, order);

    await apply(ordered(1, 1));
    isFalling = true;
    await expect(apply(ordered(2, 2))).rejects.toMatchObject({
      code: expect.stringMatching(/^(request\.deadline|service\.unavailable)$/),
    });
    isFalling = false;
    network.heal();
    await eventually(() => expect(world.services.isReady()).toBe(true));
    await expect(apply(ordered(2, 2))).rejects.toMatchObject(notConfirmed);
    await apply(ordered(3, 3));
    await eventually(() => expect(seen).toHaveLength(2));
    expect(seen.map(({ text }) => (JSON.parse(text) as { charge: number }).charge)).toEqual([1, 3]);
  });
});
