import type { DeviceEntry, Reading } from '@kilowatch/contracts';
import fc from 'fast-check';

export const aReading = (parts: Partial<Reading> = {}): Reading => ({
  device: 'battery:b1',
  metric: 'socPct',
  value: 50,
  atMs: 1_000,
  receivedAtMs: 1_005,
  ordinal: 0,
  ...parts,
});

export const anEntry = (parts: Partial<DeviceEntry> = {}): DeviceEntry => ({
  device: 'battery:b1',
  kind: 'battery',
  isDemo: false,
  isRetired: false,
  connection: 'online',
  firstSeenAtMs: 500,
  lastSeenAtMs: 1_000,
  ...parts,
});

const someDevices = ['battery:b1', 'battery:demo', 'cell:ESP32 1', 'gas:__proto__'];

/** Readings in any order, late and repeated ones among them; the same identity has the same value. */
export const anyReading: fc.Arbitrary<Reading> = fc
  .record({
    device: fc.constantFrom(...someDevices),
    metric: fc.constantFrom('socPct', 'voltageV', '__proto__', 'constructor'),
    index: fc.constantFrom(undefined, '1', 'CH4/0'),
    atMs: fc.integer({ min: 1_000, max: 1_020 }),
    ordinal: fc.integer({ min: 0, max: 3 }),
    isStale: fc.boolean(),
  })
  .map(({ isStale, index, ...identity }) => ({
    ...identity,
    ...(index !== undefined && { index }),
    value: identity.atMs * 10 + identity.ordinal,
    receivedAtMs: identity.atMs + 5,
    ...(isStale && { quality: 'stale' as const }),
  }));

export const anyEntry: fc.Arbitrary<DeviceEntry> = fc
  .record({
    device: fc.constantFrom(...someDevices),
    isRetired: fc.boolean(),
    connection: fc.constantFrom('online' as const, 'offline' as const, 'unknown' as const),
    lastSeenAtMs: fc.integer({ min: 1_000, max: 1_040 }),
  })
  .map(({ device, isRetired, ...rest }) => {
    const isDemo = device === 'battery:demo';
    return anEntry({ ...rest, device, isDemo, isRetired: isRetired && isDemo });
  });
