import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DeviceEntry, Reading } from '@kilowatch/contracts';
import { everything, type Watched } from '@kilowatch/realtime-client';
import { snapshotOverHttp } from './over-http.js';

const anEntry = (device: string, parts: Partial<DeviceEntry> = {}): DeviceEntry => ({
  device,
  kind: 'gas',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 1,
  lastSeenAtMs: 5_000,
  ...parts,
});

const aReading = (device: string, parts: Partial<Reading> = {}): Reading => ({
  device,
  metric: 'pct',
  value: 3,
  atMs: 4_000,
  receivedAtMs: 4_001,
  ordinal: 0,
  ...parts,
});

describe('a snapshot over HTTP', () => {
  const asked: URL[] = [];
  let entries: DeviceEntry[] = [];
  let readings: Reading[] = [];
  let headers: Record<string, string> = {};
  beforeEach(() => {
    asked.length = 0;
    entries = [anEntry('gas:g1'), anEntry('battery:b1')];
    readings = [
      aReading('gas:g1'),
      aReading('gas:g1', { metric: 'concentrationPpm', index: 'CO/0', quality: 'stale' }),
    ];
    headers = { Date: 'Thu, 01 Jan 2026 00:00:07 GMT' };
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (path) => {
      const url = new URL(path as string, 'http://site.example/');
      asked.push(url);
      const devices = entries.map((entry) => ({ ...entry, state: 'online' }));
      return Response.json(url.pathname === '/api/v1/devices' ? { devices } : { readings }, { headers });
    });
  });
  afterEach(() => void jest.restoreAllMocks());

  const namesFor = async (watched: Watched): Promise<string[]> =>
    (await snapshotOverHttp(watched, () => 0)).devices.map(({ device }) => device);

  it('is what a snapshot of the socket would be, with the time of the server', async () => {
    expect(await snapshotOverHttp({ kinds: ['gas'] }, () => 0)).toEqual({
      atMs: Date.UTC(2026, 0, 1, 0, 0, 7),
      devices: [
        {
          ...anEntry('gas:g1'),
          seq: 0,
          metrics: {
            pct: { value: 3, atMs: 4_000 },
            'concentrationPpm/CO/0': { value: 3, atMs: 4_000, quality: 'stale' },
          },
        },
      ],
    });
    expect(asked.at(-1)?.searchParams.getAll('device')).toEqual(['gas:g1']);
  });

  it('holds what is watched, and no retired device', async () => {
    expect(await namesFor(everything)).toEqual(['gas:g1', 'battery:b1']);
    entries.push(anEntry('gas:demo', { isRetired: true }));
    expect(await namesFor({ kinds: ['gas'], devices: ['battery:b1', 'battery:gone'] })).toEqual([
      'gas:g1',
      'battery:b1',
    ]);
  });

  it('asks for no values where nothing is watched', async () => {
    expect(await namesFor({ devices: [] })).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('asks for the values of all where there are more devices than an address can name', async () => {
    entries = Array.from({ length: 51 }, (_, i) => anEntry(`gas:${i}`));
    await snapshotOverHttp(everything, () => 0);
    expect(asked.at(-1)?.search).toBe('');
  });

  it('names each device by itself, also with a comma in its name', async () => {
    entries = [anEntry('gas:a,b'), anEntry('gas:c')];
    await snapshotOverHttp(everything, () => 0);
    expect(asked.at(-1)?.searchParams.getAll('device')).toEqual(['gas:a,b', 'gas:c']);
  });

  it('knows at least when the newest was heard where the time of the server has been taken out', async () => {
    headers = {};
    expect((await snapshotOverHttp(everything, () => 4_000)).atMs).toBe(5_000);
  });

  it('does not make a site look alive that has fallen silent where the time of the server has been taken out', async () => {
    headers = {};
    expect((await snapshotOverHttp(everything, () => 3_605_000)).atMs).toBe(3_605_000);
  });
});
