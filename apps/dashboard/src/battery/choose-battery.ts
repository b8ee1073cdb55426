import type { DeviceSnapshot, legacyBattery } from '@kilowatch/contracts';

/** What was commanded, kept as a device of its own; it measures nothing. */
export const commandedBattery: typeof legacyBattery = 'battery:default';

const rank = ({ isDemo, connection }: DeviceSnapshot): number =>
  (isDemo ? 2 : 0) + (connection === 'online' ? 0 : 1);

/** Every battery that measures, real ones first, online ones first among equals, then by name. */
export const batteriesOf = (devices: Iterable<DeviceSnapshot>): DeviceSnapshot[] =>
  [...devices]
    .filter(({ kind, device, isRetired }) => kind === 'battery' && device !== commandedBattery && !isRetired)
    .sort((a, b) => rank(a) - rank(b) || a.device.localeCompare(b.device));

/** The battery asked for; without a wish the first. Undefined: there is none, or none of that name. */
export const chooseBattery = (
  batteries: readonly DeviceSnapshot[],
  wanted: string | undefined,
): DeviceSnapshot | undefined =>
  wanted === undefined ? batteries[0] : batteries.find(({ device }) => device === wanted);

/** The native id: what people call it. */
export const nameOf = (device: string): string => device.slice(device.indexOf(':') + 1);
