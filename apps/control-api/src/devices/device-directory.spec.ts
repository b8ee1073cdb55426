import type { DeviceEntry } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { DeviceDirectory } from './device-directory.js';

const anEntry = (device: string, part: Partial<DeviceEntry> = {}): DeviceEntry => ({
  device,
  kind: 'battery',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 1,
  lastSeenAtMs: 2,
  ...part,
});

describe('DeviceDirectory', () => {
  it('shows the newest entry of each device by id, and no retired one', () => {
    const directory = new DeviceDirectory(10);
    directory.put(anEntry('battery:b'));
    directory.put(anEntry('battery:a', { connection: 'online' }));
    directory.put(anEntry('battery:a', { connection: 'offline' }));
    directory.put(anEntry('battery:demo', { isDemo: true, isRetired: true }));
    expect(directory.shown()).toEqual([
      anEntry('battery:a', { connection: 'offline' }),
      anEntry('battery:b'),
    ]);
    expect(directory.isRetired('battery:demo')).toBe(true);
    expect(directory.isKnown('battery:c')).toBe(false);
  });

  it('knows the battery without a name before anybody has registered it', () => {
    expect(new DeviceDirectory(10).isKnown('battery:default')).toBe(true);
  });

  it('is bounded, and still updates what it knows', () => {
    const directory = new DeviceDirectory(1);
    expect(directory.put(anEntry('battery:a'))).toBe(true);
    expect(directory.put(anEntry('battery:b'))).toBe(false);
    expect(directory.put(anEntry('battery:a', { isRetired: true }))).toBe(true);
    expect(directory.shown()).toEqual([]);
  });

  it('lets go of a device that was forgotten, whether it knew it or not', () => {
    const directory = new DeviceDirectory(1);
    directory.put(anEntry('battery:a'));
    for (const device of ['battery:a', 'battery:b'])
      expect(directory.put(anEntry(device, { isForgotten: true }))).toBe(true);
    expect([directory.isKnown('battery:a'), directory.entryOf('battery:a')]).toEqual([false, undefined]);
    expect(directory.put(anEntry('battery:b'))).toBe(true);
  });

  it('knows units from the registry first, and from the metric where that says nothing', () => {
    const directory = new DeviceDirectory(10);
    const series = [
      { metric: 'temperature', unit: '°C' },
      { metric: 'load', index: '1', unit: 'A' },
      { metric: 'activePowerW', unit: 'horses' },
      { metric: 'state', unit: '' },
    ];
    directory.put(anEntry('sensor:a', { kind: 'sensor', series }));
    const unitOf = (metric: string, index?: string) =>
      directory.unitOf({ device: 'sensor:a', metric, ...(index !== undefined && { index }) });
    expect(unitOf('temperature')).toBe('°C');
    expect([unitOf('load', '1'), unitOf('load')]).toEqual(['A', undefined]);
    expect(unitOf('activePowerW')).toBe('horses');
    expect(unitOf('apparentPowerVa')).toBe('VA');
    expect(unitOf('state')).toBeUndefined();
    expect(directory.unitOf({ device: 'battery:x', metric: 'socPct' })).toBe('%');
  });
});
