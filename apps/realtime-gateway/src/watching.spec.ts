import {
  type Beat,
  type CommandState,
  commandChanged,
  type Delta,
  type FaultBody,
  type Reading,
  type Snapshot,
} from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { aReading } from './suite/readings.js';
import { Archive, stubHistorian } from './suite/stub-historian.js';
import type { TestClient } from './suite/test-client.js';

const b1 = 'battery:b1';
const g1 = 'gas:g1';
const g2 = 'gas:g2';

const aCommand: CommandState = {
  commandId: '019a0000-0000-7000-8000-000000000001',
  device: b1,
  state: 'published',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  atMs: 1_000,
};

const namesIn = (snapshot: Snapshot | undefined): string[] =>
  (snapshot?.devices ?? []).map(({ device }) => device);
const devicesOf = (client: TestClient): string[] => client.bodies<Delta>('delta').map(({ device }) => device);
const hears = (client: TestClient, device: string) =>
  client.first<Delta>('delta', (delta) => delta.device === device);

/** A client that has heard these readings: the gateway has taken them. */
async function witness(world: GatewayWorld, ...readings: Reading[]): Promise<TestClient> {
  const client = await world.connect();
  await tell(world, client, ...readings);
  return client;
}

/** Publishes readings and waits until a client that watches everything has heard them. */
async function tell(world: GatewayWorld, client: TestClient, ...readings: Reading[]): Promise<void> {
  await world.telemetry(...readings);
  const isHeard = (reading: Reading) => (delta: Delta) =>
    delta.device === reading.device && delta.readings.some(({ atMs }) => atMs === reading.atMs);
  await Promise.all(readings.map((reading) => client.first<Delta>('delta', isHeard(reading))));
}

describe('a client that watches a kind', () => {
  it('gets the devices of it, those that come later too, and nothing of another', async () => {
    const world = await GatewayWorld.start();
    const everything = await witness(world, aReading(), aReading({ device: g1 }));
    const client = await world.connect({ auth: { watch: { kinds: ['gas'] } } });
    expect(namesIn(client.bodies<Snapshot>('snapshot')[0])).toEqual([g1]);
    await world.publish(commandChanged, { device: b1 }, aCommand);
    await tell(world, everything, aReading({ atMs: 2_000 }), aReading({ device: g2 }));
    await hears(client, g2);
    expect(devicesOf(client)).toEqual([g2]);
    expect(client.bodies('command')).toEqual([]);
    expect(client.gaps).toBe(0);
  });

  it('gets each change once where it names a device of the kind as well', async () => {
    const world = await GatewayWorld.start();
    await witness(world, aReading({ device: g1 }));
    const client = await world.connect({ auth: { watch: { kinds: ['gas'], devices: [g1, b1] } } });
    expect(namesIn(client.bodies<Snapshot>('snapshot')[0])).toEqual([g1]);
    await world.telemetry(aReading({ device: g1, atMs: 2_000 }), aReading());
    await hears(client, b1);
    expect(devicesOf(client)).toEqual([g1, b1]);
  });

  it('may watch something else later, and nothing at all', async () => {
    const world = await GatewayWorld.start();
    const everything = await witness(world, aReading(), aReading({ device: g1 }));
    const client = await world.connect({ auth: { watch: { kinds: ['gas'] } } });
    expect(namesIn((await client.ask('watch', { kinds: ['battery'] })).snapshot)).toEqual([b1]);
    expect(namesIn((await client.ask('resync', {})).snapshot)).toEqual([b1]);
    expect(namesIn((await client.ask('watch', { devices: [] })).snapshot)).toEqual([]);
    await tell(world, everything, aReading({ device: g1, atMs: 2_000 }), aReading({ atMs: 2_000 }));
    expect(namesIn((await client.ask('watch', { devices: 'all' })).snapshot)).toEqual([b1, g1]);
    expect(devicesOf(client)).toEqual([]);
  });
});

describe('a handshake', () => {
  it.each([{ kinds: ['gases'] }, { devices: 'some' }, {}, 'all', { kinds: ['gas'], since: 1 }])(
    'whose watch is wrong is told so and follows nothing until it says better: %j',
    async (watch) => {
      const world = await GatewayWorld.start();
      const archive = new Archive();
      await world.runBeside(stubHistorian(archive));
      await witness(world, aReading());
      const client = await world.connect({ auth: { watch } });
      expect(await client.first<FaultBody>('fault')).toMatchObject({
        code: 'request.invalid',
        error: expect.stringMatching(/^watch: ./),
      });
      expect(client.bodies<Snapshot>('snapshot')).toMatchObject([{ devices: [] }]);
      expect(await archive.refused.promise).toMatchObject({ origin: 'socket:handshake' });
      expect(namesIn((await client.ask('watch', { devices: 'all' })).snapshot)).toEqual([b1]);
    },
  );
});

describe('clients that come together', () => {
  const env = { SOCKET_GREETING_MS: '1000' };

  it('get their snapshots together, and no delta before, so that nobody sees a gap', async () => {
    const world = await GatewayWorld.start(env);
    const first = await witness(world, aReading());
    const late = Array.from({ length: 20 }, () => world.open());
    await Promise.all(late.map((client) => client.first('connect')));
    await tell(world, first, aReading({ atMs: 2_000 }));
    expect(late.flatMap((client) => client.bodies('snapshot'))).toEqual([]);
    await Promise.all(late.map((client) => client.first('snapshot')));
    await world.telemetry(aReading({ atMs: 3_000 }));
    await Promise.all(late.map((client) => client.first<Delta>('delta', ({ seq }) => seq === 3)));
    expect(late.map(({ gaps }) => gaps)).toEqual(late.map(() => 0));
    expect(late.map(({ heard }) => heard.filter(({ event }) => event === 'delta').length)).toEqual(
      late.map(() => 1),
    );
  });

  it('are not greeted with what they watched before', async () => {
    const world = await GatewayWorld.start(env);
    await witness(world, aReading(), aReading({ device: g1 }));
    const client = world.open();
    await client.first('connect');
    expect(namesIn((await client.ask('watch', { devices: [g1] })).snapshot)).toEqual([g1]);
    const next = await world.connect(); // greeted together with whoever else still waits
    expect(next.model.devices.size).toBe(2);
    expect(client.bodies('snapshot')).toEqual([]);
  });

  it('may leave while they wait', async () => {
    const world = await GatewayWorld.start(env);
    await world.connect();
    const client = world.open();
    await client.first('connect');
    client.close();
    const next = await world.connect();
    await next.ask('resync', {});
    expect(world.inside.counters.readers).toBe(2);
  });
});

describe('the beat', () => {
  it('comes with the first snapshot: a client notices from the beginning when no more come', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    const [{ atMs }] = client.bodies<Snapshot>('snapshot') as [Snapshot];
    expect(await client.first<Beat>('beat')).toEqual({ atMs });
  });

  it('comes to everybody, whatever they watch, and tells the time', async () => {
    const world = await GatewayWorld.start({ SOCKET_BEAT_MS: '5' });
    const clients = await Promise.all([world.connect(), world.connect({ auth: { watch: { devices: [] } } })]);
    const beforeMs = Date.now();
    for (const client of clients) {
      const { atMs } = await client.first<Beat>('beat', (beat) => beat.atMs >= beforeMs);
      expect(atMs).toBeLessThanOrEqual(Date.now());
    }
  });
});
