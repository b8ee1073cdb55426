import {
  chargeCommanded,
  commandChanged,
  type CommandState,
  type Delta,
  type DeviceEntry,
  deviceRegistered,
  deviceState,
  dischargeCommanded,
  type Snapshot,
} from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { anEntry, aReading } from './suite/readings.js';

const b1 = 'battery:b1';

const aCommand = (parts: Partial<CommandState> = {}): CommandState => ({
  commandId: '019a0000-0000-7000-8000-000000000001',
  device: 'battery:default',
  state: 'published',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  atMs: 1_000,
  ...parts,
});

describe.each(['websocket', 'polling'])('the gateway over %s', (transport) => {
  it('sends a snapshot on connecting, then each change of a device with its sequence number', async () => {
    const world = await GatewayWorld.start();
    const early = await world.connect({ transports: [transport] });
    expect(early.bodies<Snapshot>('snapshot')).toMatchObject([{ devices: [] }]);
    await world.telemetry(aReading({ value: 41 }), aReading({ metric: 'voltageV', value: 48 }));
    await world.telemetry(aReading({ value: 42, atMs: 2_000 }));
    await early.first<Delta>('delta', ({ seq }) => seq === 2);
    expect(early.heard.map(({ event }) => event).slice(-3)).toEqual(['device', 'delta', 'delta']);
    const late = await world.connect({ transports: [transport] });
    expect(late.model).toEqual(early.model);
    expect(late.model.devices.get(b1)).toMatchObject({
      seq: 2,
      metrics: { socPct: { value: 42, atMs: 2_000 } },
    });
  });
});

describe('the gateway', () => {
  it('shows commands on the topics of the battery in kW as readings of the default battery', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    await world.publish(
      chargeCommanded,
      {},
      { charge: 2_500, unit: 'W', timestamp: '2026-01-01T00:00:00.123Z' },
    );
    await world.publish(
      dischargeCommanded,
      {},
      { discharge: 0.003, unit: 'MW', timestamp: '2026-01-01T00:00:01Z' },
    );
    await client.first<Delta>('delta', ({ readings }) => readings[0]?.metric === 'discharge');
    expect(client.model.devices.get('battery:default')).toMatchObject({
      kind: 'battery',
      metrics: {
        charge: { value: 2.5, atMs: Date.UTC(2026, 0, 1, 0, 0, 0, 123) },
        discharge: { value: 3, atMs: Date.UTC(2026, 0, 1, 0, 0, 1) },
      },
    });
  });

  it('ignores a retained command that the broker hands over at the start, and counts it', async () => {
    const world = await GatewayWorld.start();
    await world.publish({ ...chargeCommanded, retain: true }, {}, { charge: 9, unit: 'kW' });
    await world.stop();
    await world.startGateway();
    const client = await world.connect();
    await world.publish(dischargeCommanded, {}, { discharge: 1, unit: 'kW' });
    await client.first('delta');
    expect(client.model.devices.get('battery:default')?.metrics).not.toHaveProperty('charge');
    expect(world.inside.counters.retainedCommands).toBe(1);
  });

  it('hears commands on moved topics', async () => {
    const world = await GatewayWorld.start({
      MQTT_TOPIC_CHARGE: 'site/laden',
      MQTT_TOPIC_DISCHARGE: 'site/entladen',
    });
    const client = await world.connect();
    const moved = { ...chargeCommanded, pattern: 'site/laden', topic: () => 'site/laden' };
    await world.publish(moved as unknown as typeof chargeCommanded, {}, { charge: 4, unit: 'kW' });
    const { readings } = await client.first<Delta>('delta');
    expect(readings).toMatchObject([{ metric: 'charge', value: 4 }]);
  });

  it('passes the registry and the fate of commands on', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    await world.publish(deviceRegistered, { device: b1 }, anEntry({ connection: 'offline' }));
    await world.publish(commandChanged, { device: 'battery:default' }, aCommand());
    expect(await client.first<DeviceEntry>('device')).toEqual(anEntry({ connection: 'offline' }));
    expect(await client.first<CommandState>('command')).toEqual(aCommand());
  });

  it('knows the newest values after a restart from the retained states, and shows no demo device that has retired', async () => {
    const world = await GatewayWorld.start();
    const demo = 'battery:demo';
    const metrics = { socPct: { value: 77, atMs: 1_000 }, 'cellVoltageV/3': { value: 3.3, atMs: 1_000 } };
    await world.publish(deviceState, { device: b1 }, { device: b1, atMs: 1_000, metrics });
    await world.publish(deviceState, { device: demo }, { device: demo, atMs: 1_000, metrics });
    await world.publish(
      deviceRegistered,
      { device: demo },
      anEntry({ device: demo, isDemo: true, isRetired: true }),
    );
    await world.stop();
    await world.startGateway();
    const client = await world.connect();
    await client.until(() => client.model.devices.has(b1));
    await world.telemetry(aReading({ device: 'battery:b2' }));
    await client.until(() => client.model.devices.has('battery:b2'));
    expect([...client.model.devices.keys()]).toEqual([b1, 'battery:b2']);
    expect(client.model.devices.get(b1)?.metrics).toEqual(metrics);
  });

  it('drops a demo device from the pages at the moment of its retirement, and never shows it again', async () => {
    const world = await GatewayWorld.start();
    const demo = { device: 'battery:demo', isDemo: true };
    const client = await world.connect();
    await world.publish(deviceRegistered, demo, anEntry(demo));
    await world.telemetry(aReading({ device: 'battery:demo' }));
    await client.first('delta');
    await world.publish(deviceRegistered, demo, anEntry({ ...demo, isRetired: true }));
    await client.first<DeviceEntry>('device', ({ isRetired }) => isRetired);
    await world.telemetry(aReading({ device: 'battery:demo', atMs: 5_000 }), aReading());
    await client.first<Delta>('delta', ({ device }) => device === b1);
    expect(client.bodies<Delta>('delta').map(({ device }) => device)).toEqual(['battery:demo', b1]);
    expect([...(await world.connect()).model.devices.keys()]).toEqual([b1]);
  });

  it('sends a narrowed client what it watches, and nothing else', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    const everything = await world.connect();
    await world.telemetry(aReading(), aReading({ device: 'battery:b2' }));
    await client.first<Delta>('delta', ({ device }) => device === 'battery:b2');
    const answer = await client.ask('watch', { devices: ['battery:b2', 'battery:not yet seen'] });
    expect(answer).toMatchObject({ ok: true, snapshot: { devices: [{ device: 'battery:b2', seq: 1 }] } });
    await world.telemetry(aReading({ atMs: 2_000 }), aReading({ device: 'battery:b2', atMs: 2_000 }));
    await world.publish(commandChanged, { device: 'battery:default' }, aCommand());
    await world.telemetry(aReading({ device: 'battery:not yet seen' }));
    await client.first<Delta>('delta', ({ device }) => device === 'battery:not yet seen');
    expect(client.bodies<Delta>('delta').map(({ device, seq }) => [device, seq])).toEqual([
      [b1, 1],
      ['battery:b2', 1],
      ['battery:b2', 2],
      ['battery:not yet seen', 1],
    ]);
    expect(client.bodies('command')).toEqual([]);
    expect(everything.bodies('delta')).toHaveLength(5);
    expect(await client.ask('watch', { devices: 'all' })).toMatchObject({
      snapshot: { devices: { length: 3 } },
    });
  });

  it('answers a resync with everything that is followed', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    await world.telemetry(aReading());
    await client.first('delta');
    expect(await client.ask('resync', {})).toMatchObject({
      ok: true,
      snapshot: { devices: [{ device: b1, seq: 1, metrics: { socPct: { value: 50 } } }] },
    });
  });

  it('refuses a web page of another origin', async () => {
    const world = await GatewayWorld.start();
    const client = world.open({ extraHeaders: { origin: 'http://elsewhere.example' } });
    await client.first('connect_error');
    expect(client.bodies('connect')).toEqual([]);
  });
});
