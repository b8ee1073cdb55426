import { type CommandState, commandChanged, type Delta, type Reading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { aReading } from './suite/readings.js';
import type { TestClient } from './suite/test-client.js';

const aCommand: CommandState = {
  commandId: '019a0000-0000-7000-8000-000000000001',
  device: 'battery:b1',
  state: 'published',
  direction: 'charge',
  requested: { value: 10, unit: 'kW' },
  holder: 'api',
  atMs: 1_000,
};

/** About 40 KB on the socket: the system's own buffers, some megabytes, must fill before a reader counts as slow. */
const aBatch = (n: number): Reading[] =>
  Array.from({ length: 250 }, (_, i) =>
    aReading({
      metric: `${i} ${'of a metric with a long name '.repeat(3)}`,
      value: n,
      atMs: n,
      receivedAtMs: n,
    }),
  );

/** Publishes until the gateway has set the reader aside and for `more` batches after that; the first batch has been sent before. */
async function flood(world: GatewayWorld, more: number): Promise<{ batches: number; mostBytes: number }> {
  let mostBytes = 0;
  let batches = 1;
  for (let left = more; left > 0; batches++) {
    await world.telemetry(...aBatch(batches));
    mostBytes = Math.max(mostBytes, world.inside.fanOut.backlogBytes());
    if (world.inside.counters.lagging > 0) left -= 1;
  }
  return { batches, mostBytes };
}

const seqs = (client: TestClient) => client.bodies<Delta>('delta').map(({ fromSeq, seq }) => [fromSeq, seq]);

describe('a client that stops reading', () => {
  it('costs a bounded backlog and no one else a value; when it reads again it has the newest without a gap', async () => {
    const world = await GatewayWorld.start();
    const slow = await world.connect();
    const healthy = await world.connect();
    await world.telemetry(...aBatch(0));
    await slow.first('delta');
    slow.pauseReading(true);
    const { batches, mostBytes } = await flood(world, 40);
    await world.publish(commandChanged, { device: 'battery:b1' }, aCommand);
    await healthy.first('command');
    expect(mostBytes).toBeLessThan(512 * 1024);
    expect(seqs(healthy)).toHaveLength(batches);

    slow.pauseReading(false);
    await slow.first('command');
    expect(slow.model).toEqual(healthy.model);
    expect(slow.gaps).toBe(0);
    const [fromSeq, seq] = seqs(slow).at(-1)!;
    expect(seq! - fromSeq!).toBeGreaterThan(30);
    expect(world.inside.counters).toMatchObject({ lags: 1, lagging: 0, cutOff: 0 });

    await world.telemetry(aReading({ atMs: 9_000_000 }));
    await slow.first<Delta>('delta', ({ readings }) => readings.length === 1);
    expect(slow.model.devices.get('battery:b1')?.metrics['socPct']).toEqual({ value: 50, atMs: 9_000_000 });
    expect(slow.gaps).toBe(0);
  });

  it('is refused snapshots while it takes nothing', async () => {
    const world = await GatewayWorld.start();
    const slow = await world.connect();
    slow.pauseReading(true);
    await flood(world, 1);
    slow.socket.emit('resync', {});
    while (world.inside.counters.refused.size === 0) await world.telemetry(aReading());
    expect(world.inside.counters.refused).toEqual(new Map([['request.rate-exceeded', 1]]));
  });

  it('is cut off when too much has waited for too long, and learns of it when it reads again', async () => {
    const world = await GatewayWorld.start({
      SOCKET_BACKLOG_BYTES: '1000',
      SOCKET_CLOSE_BYTES: '2000',
      SOCKET_CLOSE_AFTER_MS: '200',
      SOCKET_SWEEP_MS: '5',
    });
    const slow = await world.connect();
    const healthy = await world.connect();
    slow.pauseReading(true);
    await flood(world, 1);
    while (world.inside.counters.readers === 2) await world.telemetry(aReading());
    expect(world.inside.counters).toMatchObject({ cutOff: 1, lagging: 0 });
    expect(await healthy.ask('resync', {})).toMatchObject({ ok: true });
    slow.pauseReading(false);
    await slow.first('disconnect');
  });

  it('is cut off when devices come and go in such numbers that what it missed would outgrow the gateway', async () => {
    const world = await GatewayWorld.start({ LIVE_MAX_DEVICES: '5', LIVE_PLACE_KEPT_MS: '1' });
    const slow = await world.connect();
    slow.pauseReading(true);
    await flood(world, 1);
    for (let n = 0; n < 10; n++)
      await world.telemetry(aReading({ device: `cell:${n}`, receivedAtMs: 9_000_000 + 10 * n }));
    while (world.inside.counters.readers === 1) await world.telemetry(aReading());
    expect(world.inside.counters).toMatchObject({ cutOff: 1, lagging: 0 });
  });

  it('does not keep the gateway from stopping', async () => {
    const world = await GatewayWorld.start();
    const slow = await world.connect();
    slow.pauseReading(true);
    await flood(world, 1);
    await expect(world.stop()).resolves.toBeUndefined();
    expect(world.inside.counters.readers).toBe(0);
  });
});
