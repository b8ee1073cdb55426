import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { batteriesOf, chooseBattery } from './choose-battery.js';

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
const names = (devices: DeviceSnapshot[]) => batteriesOf(devices).map(({ device }) => device);

describe('the battery shown', () => {
  it('is a real one that is online, then a real one, then the demo', () => {
    const demo = aDevice('battery:demo', { isDemo: true });
    const away = aDevice('battery:a', { connection: 'offline' });
    expect(names([demo, away, aDevice('battery:b')])).toEqual(['battery:b', 'battery:a', 'battery:demo']);
  });

  it('is never what was only commanded, a retired demo or another kind of device', () => {
    const retired = aDevice('battery:demo', { isRetired: true });
    expect(names([aDevice('battery:default'), retired, aDevice('gas:x', { kind: 'gas' })])).toEqual([]);
  });

  it('is the one asked for, or none when there is none of that name', () => {
    const both = [aDevice('battery:a'), aDevice('battery:b')];
    expect(chooseBattery(both, 'battery:b')?.device).toBe('battery:b');
    expect(chooseBattery(both, 'battery:c')).toBeUndefined();
    expect(chooseBattery(both, undefined)?.device).toBe('battery:a');
  });
});
