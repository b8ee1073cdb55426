import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { aReading } from './suite/readings.js';
import { Archive, stubHistorian } from './suite/stub-historian.js';

const impatient = { LIVE_PRIMING_PAUSE_MIN_MS: '5', LIVE_PRIMING_PAUSE_MAX_MS: '10' };
const charge = aReading({ device: 'battery:default', metric: 'charge', value: 12, atMs: 500, ordinal: 3 });

describe('the gateway at its start', () => {
  it('asks the historian until it answers, and tells those who are connected already', async () => {
    const world = await GatewayWorld.start(impatient);
    const client = await world.connect();
    expect(client.model.devices.size).toBe(0);
    const archive = new Archive([charge]);
    await world.runBeside(stubHistorian(archive));
    await client.first('delta');
    expect(client.model.devices.get('battery:default')?.metrics).toEqual({
      charge: { value: 12, atMs: 500 },
    });
    expect((await world.connect()).model).toEqual(client.model);
    expect(archive.questions).toEqual([{}]);
  });

  it('keeps what has come live meanwhile where it is newer', async () => {
    const world = await GatewayWorld.start(impatient);
    const client = await world.connect();
    await world.telemetry(aReading({ value: 80, atMs: 2_000 }));
    await client.first('delta');
    await world.runBeside(stubHistorian(new Archive([aReading({ value: 20, atMs: 1_000 }), charge])));
    await client.until(() => client.model.devices.has('battery:default'));
    expect(client.model.devices.get('battery:b1')?.metrics).toEqual({ socPct: { value: 80, atMs: 2_000 } });
  });

  it('stops while it is still asking', async () => {
    const world = await GatewayWorld.start();
    await expect(world.stop()).resolves.toBeUndefined();
  });
});
