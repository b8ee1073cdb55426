import { devicesByDialect, faultless, seededRandom } from '@kilowatch/simulation';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { getJson } from './http.js';
import { inBothModes, startStandalone } from './product.js';

interface Shown {
  readonly device: string;
  readonly kind: string;
  readonly state: string;
  readonly dialect?: string;
  readonly isDemo: boolean;
}

const devicesOf = async (url: string): Promise<readonly Shown[]> => {
  const { body } = await getJson(`${url}/api/v1/devices`);
  return (body as { devices: Shown[] }).devices;
};

const refusalsOf = async (url: string): Promise<unknown> => {
  const { body } = await getJson(`${url}/api/v1/quarantine`);
  return (body as { refusals: unknown }).refusals;
};

inBothModes('after a start', (start) => {
  it('there are living demo devices of every kind, and nothing that could not be read', async () => {
    const { url } = await start({ DEMO: 'on' });
    await eventually(
      async () => {
        const living = (await devicesOf(url)).filter(({ state }) => state === 'online');
        const kinds = new Set(living.map(({ kind }) => kind));
        expect([...kinds].sort()).toEqual(['battery', 'cell', 'gas', 'heat-pump', 'sensor']);
        expect(living.filter(({ kind }) => kind === 'sensor')).toHaveLength(6);
      },
      { withinMs: 25_000 },
    );
    expect((await devicesOf(url)).every(({ isDemo }) => isDemo)).toBe(true);
    expect(await refusalsOf(url)).toEqual([]);
  }, 60_000);
});

describe('a device of each dialect, at our broker for the first time', () => {
  it('appears without configuration under its name, and what it measures can be asked for', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const { url } = product;
    const client = await product.observer();
    const devices = Object.entries(devicesByDialect).map(([dialect, { id, make }], i) => ({
      dialect,
      device: faultless(make, id, seededRandom(i)),
    }));
    for (let round = 3; round >= 0; round -= 1)
      for (const { device } of devices)
        for (const { topic, payload } of device.saysAt(Date.now() - round * 1_000))
          await client.publish(topic, payload);
    const spoken = devices.map(({ dialect, device }) => [device.device, dialect]).sort();
    await eventually(
      async () => {
        const known = await devicesOf(url);
        expect(known.map(({ device, dialect }) => [device, dialect]).sort()).toEqual(spoken);
      },
      { withinMs: 15_000 },
    );
    for (const { device } of devices) {
      const latest = `${url}/api/v1/devices/${encodeURIComponent(device.device)}/latest`;
      await eventually(async () => {
        const { readings } = (await getJson(latest)).body as { readings: unknown[] };
        expect(readings.length).toBeGreaterThan(0);
      });
    }
    expect(await refusalsOf(url)).toEqual([]);
  }, 40_000);
});
