import { deviceRegistered } from '@kilowatch/contracts';
import { connectRealtime, type LiveModel, type Realtime } from '@kilowatch/realtime-client';
import { afterEach, describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { anEntry, aReading } from './suite/readings.js';

let live: Realtime | undefined;
afterEach(() => live?.close());

/** Resolves with the first model that fits. */
const modelWith = (fits: (model: LiveModel) => boolean): Promise<LiveModel> =>
  new Promise((resolve) => {
    const stop = live!.subscribe((model) => {
      if (!fits(model)) return;
      stop();
      resolve(model);
    });
  });

const socPctOf = ({ devices }: LiveModel): number | undefined =>
  devices.get('battery:b1')?.metrics['socPct']?.value;

describe('realtime-client with the gateway', () => {
  it('follows a device through a restart of the gateway', async () => {
    const world = await GatewayWorld.start();
    live = connectRealtime({ url: world.url, reconnectMinMs: 5, reconnectMaxMs: 20 });
    const first = modelWith((model) => socPctOf(model) === 50);
    await world.publish(deviceRegistered, { device: 'battery:b1' }, anEntry());
    await world.telemetry(aReading());
    expect((await first).devices.get('battery:b1')).toMatchObject({ connection: 'online', seq: 1 });

    await world.stop();
    const back = modelWith(({ devices }) => devices.get('battery:b1')?.seq === 0);
    await world.startGateway({ port: new URL(world.url).port });
    await back;
    const second = modelWith((model) => socPctOf(model) === 51);
    await world.telemetry(aReading({ value: 51, atMs: 2_000 }));
    expect((await second).devices.get('battery:b1')).toMatchObject({ connection: 'online', seq: 1 });
    expect(live.status).toBe('connected');
  });

  it('stays calm where there are more devices than can be live: it asks for no snapshot again', async () => {
    const world = await GatewayWorld.start({ LIVE_MAX_DEVICES: '3' });
    const reasons: string[] = [];
    live = connectRealtime({
      url: world.url,
      resyncMinMs: 0,
      onSnapshot: (_, reason) => reasons.push(reason),
    });
    const isLast = modelWith(({ devices }) => devices.get('cell:3')?.lastSeenAtMs === 20_000);
    for (let second = 1; second <= 20; second++) {
      const of = (n: number) => ({ device: `cell:${n}`, atMs: second * 1_000, receivedAtMs: second * 1_000 });
      await world.telemetry(...[1, 2, 3, 4, 5, 6].map((n) => aReading(of(n))));
    }
    expect([...(await isLast).devices.keys()]).toEqual(['cell:1', 'cell:2', 'cell:3']);
    expect(reasons).toEqual(['connect']);
    expect(world.inside.live.places.devicesWithout).toBe(3);
  });
});
