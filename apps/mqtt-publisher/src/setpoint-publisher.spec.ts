import { applySetpoint, commandChanged, type SetpointOrder } from '@kilowatch/contracts';
import { aSetpointOrder, aUuid, eventually, startWorld, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { mqttPublisherService } from './mqtt-publisher-service.js';

const start = async (env: Record<string, string> = { BATTERY_RATED_KW: '15' }) => {
  const world = await startWorld(mqttPublisherService, { env, now: () => testTimeMs + 123 });
  return {
    ...world,
    onDevice: await world.mqtt.listen('battery/#'),
    changes: await world.mqtt.hear(commandChanged),
    apply: (order: SetpointOrder) => world.client.request(applySetpoint, { device: order.device }, order),
  };
};

describe('SetpointPublisher', () => {
  it('publishes the predecessor’s payload with milliseconds, QoS 1 and not retained, and answers what was sent', async () => {
    const { apply, onDevice } = await start();
    const published = await apply(aSetpointOrder());
    await eventually(() => expect(onDevice).toHaveLength(1));
    expect(onDevice[0]).toMatchObject({
      topic: 'battery/charge',
      text: '{"charge":10,"unit":"kW","timestamp":"2026-01-01T00:00:00.123Z"}',
      qos: 1,
      isRetained: false,
    });
    expect(published).toEqual({
      commandId: aUuid(),
      topic: 'battery/charge',
      timestamp: '2026-01-01T00:00:00.123Z',
      atMs: testTimeMs + 123,
    });
  });

  it.each([
    [{ value: 10_500, unit: 'W' }, '{"discharge":10500,"unit":"W"'],
    [{ value: 0.0015, unit: 'MW' }, '{"discharge":0.0015,"unit":"MW"'],
    [{ value: 1e-7, unit: 'MW' }, '{"discharge":1e-7,"unit":"MW"'],
    [{ value: 0, unit: 'kW' }, '{"discharge":0,"unit":"kW"'],
  ] as const)('echoes number and unit of %j as sent', async (requested, start_) => {
    const { apply, onDevice } = await start();
    await apply(aSetpointOrder({ direction: 'discharge', requested }));
    await eventually(() => expect(onDevice).toHaveLength(1));
    expect(onDevice[0]).toMatchObject({ topic: 'battery/discharge', text: expect.stringContaining(start_) });
  });

  it('publishes where the configuration has moved the topics', async () => {
    const { apply, mqtt } = await start({ MQTT_TOPIC_CHARGE: 'ems/in', MQTT_TOPIC_DISCHARGE: 'ems/out' });
    const moved = await mqtt.listen('ems/#');
    expect(await apply(aSetpointOrder())).toMatchObject({ topic: 'ems/in' });
    expect(await apply(aSetpointOrder({ commandId: aUuid(1), direction: 'discharge' }))).toMatchObject({
      topic: 'ems/out',
    });
    await eventually(() => expect(moved.map(({ topic }) => topic)).toEqual(['ems/in', 'ems/out']));
  });

  it('tells the site what it has published', async () => {
    const { apply, changes } = await start();
    const order = aSetpointOrder({ direction: 'discharge' });
    await apply(order);
    await eventually(() => expect(changes).toHaveLength(1));
    const { expiresAtMs: _, ...asked } = order;
    expect(changes[0]!.body).toEqual({
      ...asked,
      state: 'published',
      activePowerW: 10_000,
      atMs: testTimeMs + 123,
    });
  });

  it.each([
    [
      { requested: { value: 15.1, unit: 'kW' } },
      'setpoint.out-of-range',
      'charge must be 0 to 15 kW; got 15.1 kW',
    ],
    [
      { requested: { value: -1, unit: 'kW' } },
      'setpoint.out-of-range',
      'charge must be 0 to 15 kW; got -1 kW',
    ],
    [
      { requested: { value: 1e300, unit: 'W' } },
      'setpoint.out-of-range',
      'charge must be 0 to 15000 W; got 1e+300 W',
    ],
    [{ device: 'battery:x' }, 'device.unknown', 'battery:x takes no setpoints; battery:default does'],
    [
      { expiresAtMs: testTimeMs },
      'command.expired',
      'The command expired 123 ms before it could be published',
    ],
  ] as const)('decides for itself and refuses %j', async (part, code, message) => {
    const { apply, changes, onDevice } = await start();
    await expect(apply(aSetpointOrder(part))).rejects.toMatchObject({ code, message });
    await eventually(() => expect(changes).toHaveLength(1));
    expect(changes[0]!.body).toMatchObject({ state: 'rejected', reason: { code, text: message } });
    expect(onDevice).toEqual([]);
  });

  it('checks no rating where none is configured', async () => {
    const { apply, onDevice } = await start({});
    await apply(aSetpointOrder({ requested: { value: 2, unit: 'MW' } }));
    await eventually(() => expect(onDevice).toHaveLength(1));
  });

  it('publishes a repeated order once and answers it as the first time', async () => {
    const { apply, onDevice } = await start();
    const order = aSetpointOrder();
    const [first, second] = await Promise.all([apply(order), apply(order)]);
    expect(second).toEqual(first);
    expect(await apply(order)).toEqual(first);
    await apply(aSetpointOrder({ commandId: aUuid(1), requested: { value: 2, unit: 'kW' } }));
    await eventually(() => expect(onDevice).toHaveLength(2));
    expect(onDevice.map(({ text }) => (JSON.parse(text) as { charge: number }).charge)).toEqual([10, 2]);
  });

  it('answers malformed orders, ignores retained ones, and carries out the next good one', async () => {
    const { apply, client, mqtt, onDevice } = await start();
    const topic = applySetpoint.topic({ device: 'battery:default' });
    const body = aSetpointOrder({ commandId: aUuid(9) });
    const envelope = {
      replyTo: 'kw/v1/inbox/nobody',
      correlation: '1',
      deadlineAtMs: testTimeMs + 60_000,
      body,
    };
    const hostile = ['', 'not json', '[]', '{}', Buffer.from([0xff, 0xfe]), 'x'.repeat(2 ** 20)];
    for (const payload of hostile) await mqtt.publish(topic, payload);
    await mqtt.publish(topic, { ...envelope, replyTo: 'battery/charge' });
    await mqtt.publish(topic, envelope, { retain: true });
    const unsaid = { ...aSetpointOrder(), direction: 'sideways' } as unknown as SetpointOrder;
    await expect(client.request(applySetpoint, { device: 'battery:default' }, unsaid)).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await apply(aSetpointOrder({ requested: { value: 3, unit: 'kW' } }));
    await eventually(() => expect(onDevice.length).toBeGreaterThan(0));
    expect(onDevice.at(-1)!.text).toContain('"charge":3');
  });
});
