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
});
