import {
  type BatteryReport,
  batteryReported,
  batteryStatus,
  chargeCommanded,
  deviceRegistered,
  dischargeCommanded,
  quarantineAdded,
} from '@kilowatch/contracts';
import {
  aDeviceEntry,
  eventually,
  RawMqttClient,
  startBroker,
  startTcpProxy,
  startWorld,
  type WorldOptions,
} from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { simulatorService } from './simulator-service.js';

const charge = chargeCommanded.topic({});
const discharge = dischargeCommanded.topic({});
const ownEntry = deviceRegistered.topic({ device: 'battery:demo' });
const fast = { DEMO: 'on', DEMO_QUIET_MS: '1', DEMO_TICK_MS: '20', DEMO_ANSWER_MS: '5' };

/** The demo battery at fifty reports a second, and what an independent client hears of it. */
async function startDemo(options: WorldOptions = {}) {
  const broker = options.broker ?? (await startBroker());
  const listener = await RawMqttClient.connect(broker);
  const reports = await listener.hear(batteryReported);
  const statuses = await listener.hear(batteryStatus);
  const refusals = await listener.hear(quarantineAdded);
  const world = await startWorld(simulatorService, { ...options, broker, env: { ...fast, ...options.env } });
  const newest = (): BatteryReport => reports.at(-1)!.body;
  const heard = (count: number) => eventually(() => expect(reports.length).toBeGreaterThanOrEqual(count));
  return { ...world, reports, statuses, refusals, newest, heard };
}

describe('the demo battery on the wire', () => {
  it('says that it is there and reports in its own name, with time, heartbeat and setpoint', async () => {
    const { reports, statuses, heard } = await startDemo();
    await heard(3);
    await eventually(() =>
      expect(statuses.map(({ address, body }) => [address.id, body])).toEqual([['demo', 'online']]),
    );
    expect(new Set(reports.map(({ topic }) => topic))).toEqual(new Set(['batteries/demo/state']));
    const bodies = reports.map(({ body }) => body);
    expect(bodies[0]).toMatchObject({
      setpointW: 0,
      activePowerW: 0,
      chargeLimitW: 15_000,
      dischargeLimitW: 15_000,
    });
    expect(Math.abs(Date.parse(bodies[0]!.at!) - Date.now())).toBeLessThan(5_000);
    const beats = bodies.map(({ heartbeat }) => heartbeat!);
    expect(beats).toEqual(beats.map((_, i) => beats[0]! + i));
  });

  it('leaves its report and its status to whoever comes later', async () => {
    const { broker, heard } = await startDemo();
    await heard(1);
    const later = await RawMqttClient.connect(broker);
    const [report, status] = [await later.hear(batteryReported), await later.hear(batteryStatus)];
    await eventually(() => expect([report[0]?.isRetained, status[0]?.isRetained]).toEqual([true, true]));
  });

  it('goes on counting after a restart', async () => {
    const first = await startDemo();
    await first.heard(2);
    await first.services.close();
    const before = first.newest().heartbeat!;
    const second = await startDemo({ broker: first.broker });
    await eventually(() => expect(second.newest().heartbeat).toBeGreaterThan(before));
  });

  it('says goodbye, and its last will does when it cannot', async () => {
    const broker = await startBroker();
    const proxy = await startTcpProxy(broker);
    const listener = await RawMqttClient.connect(broker);
    const statuses = await listener.hear(batteryStatus);
    const said = () => statuses.map(({ body }) => body);
    const { services } = await startDemo({ broker: proxy });
    await eventually(() => expect(said()).toEqual(['online']));
    proxy.cut();
    await eventually(() => expect(said()).toEqual(['online', 'offline', 'online']));
    await services.close();
    await eventually(() => expect(said()).toEqual(['online', 'offline', 'online', 'offline']));
  });

  it('is not there when DEMO is off', async () => {
    const { mqtt, broker, services } = await startDemo({ env: { DEMO: 'off' } });
    expect(services.isReady()).toBe(true);
    await mqtt.publish(charge, { charge: 1 });
    await services.close();
    const later = await RawMqttClient.connect(broker);
    const statuses = await later.listen('#');
    await eventually(() =>
      expect(statuses.map(({ topic }) => topic)).toContain('kw/v1/services/simulator/status'),
    );
    expect(statuses.filter(({ topic }) => topic.startsWith('batteries'))).toEqual([]);
  });
});

describe('a setpoint', () => {
  it('is answered long before the next report is due', async () => {
    const { mqtt, reports, newest, heard } = await startDemo({ env: { DEMO_TICK_MS: '60000' } });
    await heard(1);
    await mqtt.publish(charge, { charge: 10, unit: 'kW' });
    await eventually(() => expect(newest().setpointW).toBe(-10_000));
    expect(reports).toHaveLength(2);
  });

  it('is reached by way of the ramp and held', async () => {
    const { mqtt, reports, newest } = await startDemo({ env: { DEMO_BATTERY_KW: '1' } });
    await mqtt.publish(charge, { charge: 150, unit: 'W' });
    await eventually(() => expect(newest().activePowerW).toBe(-150));
    const powers = reports.map(({ body }) => body.activePowerW!);
    expect(powers.some((power) => power < 0 && power > -150)).toBe(true);
    expect(powers).toEqual(powers.toSorted((a, b) => b - a));
    expect(newest().currentA).toBeLessThan(0);
  });

  it.each([
    [{ charge: 2 }, charge, -2_000],
    [{ charge: 1500, unit: 'W', timestamp: '2026-01-01T00:00:00.123Z', note: 'hi' }, charge, -1_500],
    [{ discharge: 0.003, unit: 'MW' }, discharge, 3_000],
  ])('%j is understood', async (message, topic, setpointW) => {
    const { mqtt, newest } = await startDemo();
    await mqtt.publish(topic, message);
    await eventually(() => expect(newest().setpointW).toBe(setpointW));
  });

  it('of the newest of the two topics wins, and zero stops', async () => {
    const { mqtt, newest } = await startDemo();
    await mqtt.publish(charge, { charge: 5 });
    await mqtt.publish(discharge, { discharge: 3 });
    await eventually(() => expect(newest().setpointW).toBe(3_000));
    await mqtt.publish(charge, { charge: 0 });
    await eventually(() => expect(newest().setpointW).toBe(0));
  });

  it('beyond the rating becomes the rating', async () => {
    const { mqtt, newest } = await startDemo();
    await mqtt.publish(discharge, { discharge: 40 });
    await eventually(() => expect(newest().setpointW).toBe(15_000));
  });

  it('is heard where the configuration has moved the topics', async () => {
    const { mqtt, newest } = await startDemo({
      env: { MQTT_TOPIC_CHARGE: 'house/in', MQTT_TOPIC_DISCHARGE: 'house/out' },
    });
    await mqtt.publish(charge, { charge: 1 });
    await mqtt.publish('house/out', { discharge: 2 });
    await eventually(() => expect(newest().setpointW).toBe(2_000));
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['not JSON', 'charge=1', /not JSON/],
    ['a wrong shape', '{"discharge":1}', /charge/],
    ['a negative magnitude', '{"charge":-1}', /charge/],
    ['text for a number', '{"charge":"10"}', /charge/],
    ['an unknown unit', '{"charge":1,"unit":"PS"}', /unit/],
    ['more than any battery has', '{"charge":1e300}', /charge must be 0 to/],
    ['nothing', '', /empty/],
    ['a megabyte', Buffer.alloc(1024 * 1024, 0x20), /more than/],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe]), /not UTF-8/],
  ])('that is %s is refused with a reason, and the next good one works', async (_, payload, reason) => {
    const { mqtt, refusals, newest } = await startDemo();
    await mqtt.publish(charge, payload);
    await mqtt.publish(charge, { charge: 1 });
    await eventually(() => expect(newest().setpointW).toBe(-1_000));
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body).toMatchObject({ service: 'simulator', reason: expect.stringMatching(reason) });
  });

  it('that was retained is refused, nobody knows how old it is', async () => {
    const broker = await startBroker();
    const before = await RawMqttClient.connect(broker);
    await before.publish(charge, { charge: 9 }, { retain: true });
    const { refusals, reports, heard, mqtt, newest } = await startDemo({ broker });
    await eventually(() =>
      expect(refusals.map(({ body }) => body.code)).toEqual(['message.retained-command']),
    );
    await heard(2);
    expect(reports.every(({ body }) => body.setpointW === 0)).toBe(true);
    await mqtt.publish(discharge, { discharge: 1 });
    await eventually(() => expect(newest().setpointW).toBe(1_000));
  });
});

describe('when a real battery has spoken', () => {
  const retired = aDeviceEntry({ device: 'battery:demo', isDemo: true, isRetired: true });

  /** Long enough for many ticks: the round trips of this many messages. */
  const muchLater = async ({ mqtt }: { mqtt: RawMqttClient }) => {
    for (let i = 0; i < 200; i += 1) await mqtt.publish('elsewhere', 'a message');
  };

  it('the demo battery says goodbye and falls silent', async () => {
    const demo = await startDemo({ env: { DEMO_TICK_MS: '1' } });
    const { mqtt, statuses, reports } = demo;
    await mqtt.publish(ownEntry, { ...retired, isRetired: false });
    const before = reports.length;
    await muchLater(demo);
    expect(reports.length).toBeGreaterThan(before);

    await mqtt.publish(ownEntry, retired);
    await eventually(() => expect(statuses.map(({ body }) => body)).toEqual(['online', 'offline']));
    const count = reports.length;
    await mqtt.publish(charge, { charge: 1 });
    await muchLater(demo);
    expect(reports).toHaveLength(count);
  });

  it('it does not even begin', async () => {
    const broker = await startBroker();
    const registry = await RawMqttClient.connect(broker);
    await registry.publish(ownEntry, retired, { retain: true });
    const demo = await startDemo({ broker, env: { DEMO_QUIET_MS: '1000', DEMO_TICK_MS: '1' } });
    await demo.mqtt.publish(charge, { charge: 1 });
    const afterQuietMs = performance.now() + 1_100;
    while (performance.now() < afterQuietMs) await muchLater(demo);
    expect([...demo.reports, ...demo.statuses]).toEqual([]);
  });
});
