import { batteryReported, batteryStatus } from '@kilowatch/contracts';
import { aBatteryReport, aTemporaryFolder, eventually, RawMqttClient, startBroker } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';

const reported = (id: string) => batteryReported.topic({ id });
const status = (id: string) => batteryStatus.topic({ id });

describe('what a battery says', () => {
  it('becomes readings beside the original message', async () => {
    const world = await startIngest();
    const report = {
      ...aBatteryReport({ at: '2026-01-01T00:00:01.250Z', heartbeat: 9, socPct: 55 }),
      colour: 'green',
    };
    const earliestMs = Date.now();
    await world.mqtt.publish(reported('b1'), report);
    await eventually(() => expect(world.batches).toHaveLength(1));
    const { address, body } = world.batches[0]!;
    expect(address).toEqual({ source: 'ingest' });
    expect(body.messages).toMatchObject([
      { source: 'mqtt:batteries/b1/state', device: 'battery:b1', body: JSON.stringify(report) },
    ]);
    const { receivedAtMs } = body.messages[0]!;
    expect(receivedAtMs).toBeGreaterThanOrEqual(earliestMs);
    const atMs = Date.parse('2026-01-01T00:00:01.250Z');
    expect(body.readings).toContainEqual({
      device: 'battery:b1',
      metric: 'socPct',
      value: 55,
      atMs,
      receivedAtMs,
      ordinal: 9,
    });
    expect(body.readings).toHaveLength(5);
  });

  it('is also its connection, and both make a registry entry', async () => {
    const { mqtt, entries, ...world } = await startIngest();
    await mqtt.publish(status('b1'), 'online', { retain: true });
    await eventually(() =>
      expect(entries.at(-1)?.body).toMatchObject({ device: 'battery:b1', connection: 'online' }),
    );
    await mqtt.publish(status('b1'), 'offline', { retain: true });
    await eventually(() =>
      expect(entries.at(-1)?.body).toMatchObject({ connection: 'offline', isDemo: false }),
    );
    expect(messagesIn(world).map(({ body }) => body)).toEqual(['online', 'offline']);
  });

  it('shows in the retained state of the device', async () => {
    const { mqtt, states } = await startIngest();
    await mqtt.publish(reported('living room'), aBatteryReport({ socPct: 12 }));
    await eventually(() => expect(states).toHaveLength(1));
    expect(states[0]).toMatchObject({
      address: { device: 'battery:living room' },
      body: { metrics: { socPct: { value: 12 } } },
    });
  });

  it('keeps reports without a time apart when they arrive together', async () => {
    const { mqtt, ...world } = await startIngest({ now: () => 1_800_000_000_000 });
    await Promise.all([1, 2, 3].map((socPct) => mqtt.publish(reported('b1'), { socPct })));
    await eventually(() => expect(readingsIn(world).map(({ value }) => value)).toEqual([1, 2, 3]));
    expect(readingsIn(world).map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
    const arrivals = messagesIn(world).map(({ arrival }) => arrival);
    expect(arrivals).toEqual([...new Set(arrivals)].sort((a, b) => a - b));
  });

  it('is stale when it was retained and has no time of its own, else as old as it says', async () => {
    const broker = await startBroker();
    const before = await RawMqttClient.connect(broker);
    await before.publish(reported('old'), { socPct: 1 }, { retain: true });
    await before.publish(reported('timed'), aBatteryReport({ socPct: 2 }), { retain: true });
    const world = await startIngest({ broker });
    await eventually(() => expect(new Set(messagesIn(world).map(({ device }) => device)).size).toBe(2));
    const qualities = readingsIn(world).map(({ device, metric, quality }) => [
      `${device} ${metric}`,
      quality,
    ]);
    expect(Object.fromEntries(qualities)).toMatchObject({
      'battery:old socPct': 'stale',
      'battery:timed socPct': undefined,
    });
  });
});

describe('the device registry', () => {
  it('is published again after a restart, to a broker that has forgotten it as well', async () => {
    const world = await startIngest();
    await world.mqtt.publish(status('b1'), 'online');
    await world.mqtt.publish(reported('b2'), aBatteryReport());
    await eventually(() => expect(world.entries).toHaveLength(2));
    // Whether it is still there, nobody knows: the broker that would have told of its last will is gone as well.
    const known = world.entries.map(({ body }) => ({ ...body, connection: 'unknown' }));
    await world.services.close();
    const again = await startIngest({ ...afterwards(world), broker: await startBroker() });
    await eventually(() =>
      expect(again.entries.map(({ body }) => body)).toEqual(expect.arrayContaining(known)),
    );
  });

  it('lets a state survive the restart although the next report names one metric only', async () => {
    const world = await startIngest();
    await world.mqtt.publish(reported('b1'), aBatteryReport({ socPct: 20, voltageV: 401 }));
    await eventually(() => expect(world.states).toHaveLength(1));
    await world.services.close();
    const again = await startIngest(afterwards(world));
    await again.mqtt.publish(reported('b1'), { socPct: 21 });
    await eventually(() =>
      expect(again.states.at(-1)?.body.metrics).toMatchObject({
        socPct: { value: 21 },
        voltageV: { value: 401 },
      }),
    );
  });

  it('stops the start with one sentence when its file cannot be', async () => {
    const folder = await aTemporaryFolder();
    const refusing = startIngest({ env: { DATA_DIR: `${folder}/\0` } });
    await expect(refusing).rejects.toThrow(/^DATA_DIR .* cannot be created/);
  });
});
