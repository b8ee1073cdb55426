import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson, postJson } from './http.js';
import { inBothModes, startStandalone } from './product.js';

const latestOf = async (url: string, device: string): Promise<Record<string, number>> => {
  const { body } = await getJson(`${url}/api/v1/devices/${encodeURIComponent(device)}/latest`);
  const { readings = [] } = body as { readings?: { metric: string; value: number }[] };
  return Object.fromEntries(readings.map(({ metric, value }) => [metric, value]));
};

/** Charge and discharge in the order of their times. */
const rowsOf = async (url: string): Promise<[charge: number | null, discharge: number | null][]> => {
  const { body } = await getJson(`${url}/read?begin=-5m`);
  const rows = body as { charge: number | null; discharge: number | null }[];
  return rows.map(({ charge, discharge }) => [charge, discharge]);
};

inBothModes('the main job, from curl to the battery', (start) => {
  it('answers the two lines of the README, and a foreign client sees the command', async () => {
    const product = await start();
    const witness = await product.observer('battery/#');

    const charged = await postJson(`${product.url}/charge`, { charge: 10, unit: 'kW' });
    const live = await getJson(`${product.url}/livedata`);

    expect(charged).toEqual({
      status: 200,
      body: expect.objectContaining({ message: 'charge set to: 10 kW', status: 'published' }),
    });
    const command = await witness.sees(({ topic }) => topic === 'battery/charge');
    expect(command).toMatchObject({ qos: 1, retain: false });
    expect(command.text).toMatch(
      /^\{"charge":10,"unit":"kW","timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\}$/,
    );
    const { timestamp } = JSON.parse(command.text) as { timestamp: string };
    expect(live).toEqual({
      status: 200,
      body: { charge: 10, discharge: null, unit: 'kW', timestamp, value: 10 },
    });
  });

  it('moves the demo battery to the setpoint and keeps what it reported', async () => {
    const { url } = await start();
    await postJson(`${url}/charge`, { charge: 10, unit: 'kW' });
    await eventually(
      async () => {
        expect(await latestOf(url, 'battery:demo')).toMatchObject({
          setpointW: -10_000,
          activePowerW: -10_000,
        });
      },
      { withinMs: 20_000 },
    );
    await postJson(`${url}/charge`, { charge: 0, unit: 'kW' });
    await eventually(async () => {
      expect(await latestOf(url, 'battery:demo')).toMatchObject({ setpointW: 0 });
    });
  }, 40_000);

  it('reads back every command and every written value', async () => {
    const { url } = await start({ DEMO: 'off' });
    await postJson(`${url}/discharge`, { discharge: 4000, unit: 'W' });
    await postJson(`${url}/charge`, { charge: 3 });
    await postJson(`${url}/writeCharge`, { charge: 2 });
    expect(await rowsOf(url)).toEqual([
      [null, 4],
      [3, null],
      [2, null],
    ]);
  });

  it('refuses what exceeds the rating, with words, and nothing reaches the battery', async () => {
    const product = await start({ BATTERY_RATED_KW: '15', DEMO: 'off' });
    const witness = await product.observer('battery/#');
    const refused = await postJson(`${product.url}/charge`, { charge: 16, unit: 'kW' });
    expect(refused.status).toBe(400);
    expect((refused.body as { error: string }).error).toMatch(/^charge must be 0 to 15 kW/);
    await postJson(`${product.url}/discharge`, { discharge: 15 });
    await witness.sees(({ topic }) => topic === 'battery/discharge');
    expect(witness.seen).toHaveLength(1);
  });

  it('retires the demo battery for good when a real one speaks', async () => {
    const product = await start();
    const devices = async (): Promise<string[]> => {
      const { body } = await getJson(`${product.url}/api/v1/devices`);
      return (body as { devices: { device: string }[] }).devices.map(({ device }) => device);
    };
    await eventually(async () => expect(await devices()).toContain('battery:demo'));
    const real = await product.battery('cellar');
    await real.publish(
      'batteries/cellar/state',
      { socPct: 50, at: new Date(Date.now()).toISOString() },
      { retain: true },
    );
    await eventually(async () => {
      const known = await devices();
      expect(known).toContain('battery:cellar');
      expect(known).not.toContain('battery:demo');
    });
    await eventually(async () => {
      const { status } = await getJson(`${product.url}/api/v1/devices/battery%3Ademo/latest`);
      expect(status).toBe(404);
    });
    await product.stop('SIGTERM');

    const again = await product.again();
    await eventually(async () =>
      expect(await getJson(`${again.url}/api/v1/devices/battery%3Acellar/latest`)).toMatchObject({
        status: 200,
      }),
    );
    const { body } = await getJson(`${again.url}/api/v1/devices`);
    expect(JSON.stringify(body)).not.toContain('battery:demo');
  }, 40_000);
});

describe('the main job of standalone, whose broker takes commands from anybody on this machine', () => {
  it('reads back a command that a foreign client published', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const foreign = await product.observer();
    await foreign.publish('battery/charge', { charge: 7, unit: 'kW' });
    await eventually(async () => expect(await rowsOf(product.url)).toEqual([[7, null]]));
  });

  it('quarantines a retained command, and the battery never sees it', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const foreign = await product.observer();
    await foreign.publish('battery/charge', { charge: 9, unit: 'kW' }, { retain: true });
    await eventually(async () =>
      expect((await getJson(`${product.url}/api/v1/quarantine`)).body).toMatchObject({
        refusals: [{ origin: 'mqtt:battery/charge' }],
      }),
    );
    expect((await getJson(`${product.url}/livedata`)).body).toMatchObject({ charge: null });
  });
});
