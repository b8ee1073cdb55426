import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { type DeviceSearch, foundDevices, isListed, namesOf, stateNow } from './device-search.js';

const nowMs = 1_000_000;
const aDevice = (device: string, part: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device,
  kind: device.slice(0, device.indexOf(':')) as DeviceSnapshot['kind'],
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 1,
  lastSeenAtMs: nowMs,
  seq: 1,
  metrics: {},
  ...part,
});
const all = [
  aDevice('sensor:probe 10', { group: 'Climate', firstSeenAtMs: 9 }),
  aDevice('sensor:probe 2', { location: 'Küche', isIgnored: true }),
  aDevice('gas:a', { name: 'Detector', connection: 'offline', lastSeenAtMs: nowMs - 5 }),
  aDevice('cell:c', { expectedIntervalMs: 1_000, lastSeenAtMs: nowMs - 60_000, dialect: 'esp32' }),
];
const found = (part: Partial<DeviceSearch>): string[] =>
  foundDevices(
    all,
    { search: '', kind: undefined, state: undefined, group: undefined, sorting: 'name', ...part },
    nowMs,
  ).map(({ device }) => device);

describe('foundDevices', () => {
  it.each<[Partial<DeviceSearch>, string[]]>([
    [{}, ['cell:c', 'gas:a', 'sensor:probe 2', 'sensor:probe 10']],
    [{ kind: 'sensor' }, ['sensor:probe 2', 'sensor:probe 10']],
    [{ state: 'ignored' }, ['sensor:probe 2']],
    [{ state: 'offline' }, ['gas:a']],
    [{ state: 'silent' }, ['cell:c']],
    [{ state: 'online' }, ['sensor:probe 10']],
    [{ group: 'Climate' }, ['sensor:probe 10']],
    [{ search: 'kuche PROBE' }, ['sensor:probe 2']],
    [{ search: 'esp32' }, ['cell:c']],
    [{ search: 'toaster' }, []],
    [{ sorting: 'silence' }, ['cell:c', 'gas:a', 'sensor:probe 2', 'sensor:probe 10']],
    [{ sorting: 'newest' }, ['sensor:probe 10', 'cell:c', 'gas:a', 'sensor:probe 2']],
  ])('of %j are %j', (search, expected) => {
    expect(found(search)).toEqual(expected);
  });
});

it('a device that nobody listens to is ignored, whatever it says', () => {
  expect(stateNow(aDevice('sensor:a', { isIgnored: true, connection: 'offline' }), nowMs)).toBe('ignored');
});

it('lists what exists: not what was commanded, nor what has retired', () => {
  const devices = [
    aDevice('battery:default'),
    aDevice('battery:demo', { isRetired: true }),
    aDevice('battery:a'),
  ];
  expect(devices.filter(isListed).map(({ device }) => device)).toEqual(['battery:a']);
});

it('knows each name of a group once, in order', () => {
  const devices = ['b', 'a 10', 'a 2', 'b'].map((group, i) => aDevice(`sensor:${i}`, { group }));
  expect(namesOf([...devices, aDevice('sensor:x')], 'group')).toEqual(['a 2', 'a 10', 'b']);
});
