import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { chooseDevice, devicesOf } from './devices-of.js';

const aDevice = (device: string, over: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device,
  kind: 'battery',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 0,
  lastSeenAtMs: 0,
  seq: 0,
  metrics: {},
  ...over,
});
const names = (devices: DeviceSnapshot[]) => devicesOf(['battery'], devices).map(({ device }) => device);

describe('the devices of a page', () => {
  it('are real ones that are there, then real ones, then the demo, as people count', () => {
    const demo = aDevice('battery:demo', { isDemo: true });
    const away = aDevice('battery:a', { connection: 'offline' });
    const silent = aDevice('battery:10', { connection: 'unknown' });
    expect(names([demo, away, silent, aDevice('battery:9')])).toEqual([
      'battery:9',
      'battery:10',
      'battery:a',
      'battery:demo',
    ]);
  });

  it('are sorted by the names that people gave them', () => {
    expect(names([aDevice('battery:a', { name: 'Z' }), aDevice('battery:b')])).toEqual([
      'battery:b',
      'battery:a',
    ]);
  });

  it('are never what was only commanded, a retired demo, an ignored device or another kind', () => {
    const retired = aDevice('battery:demo', { isRetired: true });
    const ignored = aDevice('battery:x', { isIgnored: true });
    const gas = aDevice('gas:x', { kind: 'gas' });
    expect(names([aDevice('battery:default'), retired, ignored, gas])).toEqual([]);
  });

  it('are chosen by id, and none is when there is none of that name', () => {
    const both = [aDevice('battery:a'), aDevice('battery:b')];
    expect(chooseDevice(both, 'battery:b')?.device).toBe('battery:b');
    expect(chooseDevice(both, 'battery:c')).toBeUndefined();
    expect(chooseDevice(both, undefined)?.device).toBe('battery:a');
  });

  it('are not changed for another by themselves: what was shown stays while it is there, and comes back', () => {
    const [a, b] = [aDevice('battery:a', { connection: 'offline' }), aDevice('battery:b')];
    const shown = (devices: DeviceSnapshot[], before: string[]) =>
      chooseDevice(devicesOf(['battery'], devices), undefined, before)?.device;
    expect(shown([a, b], [])).toBe('battery:b');
    expect(shown([a, b], ['battery:a'])).toBe('battery:a');
    expect(shown([b], ['battery:a'])).toBe('battery:b');
    expect(shown([a, b], ['battery:a', 'battery:b'])).toBe('battery:a');
  });
});
