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
});
