import type { DeviceKind, DeviceSnapshot, legacyBattery } from '@kilowatch/contracts';
import { asPeopleCount } from './as-people-count.js';

/** What was commanded, kept as a device of its own; it measures nothing. */
export const commandedBattery: typeof legacyBattery = 'battery:default';

export const nativeIdOf = (device: string): string => device.slice(device.indexOf(':') + 1);

/** What people call a device: the name they gave it, else its native id. */
export const labelOf = ({ name, device }: Pick<DeviceSnapshot, 'name' | 'device'>): string =>
  name ?? nativeIdOf(device);

const rank = ({ isDemo, connection }: DeviceSnapshot): number =>
  (isDemo ? 2 : 0) + (connection === 'offline' ? 1 : 0);

/** Whether a device is one of these kinds, and there to be seen. */
export const isShownAs = (
  kinds: readonly DeviceKind[],
  { kind, device, isRetired, isIgnored }: DeviceSnapshot,
): boolean => kinds.includes(kind) && !isRetired && !isIgnored && device !== commandedBattery;

/** The devices of these kinds that are shown: real ones first, those that went offline last, then by what they are called, as people count. */
export const devicesOf = (
  kinds: readonly DeviceKind[],
  devices: Iterable<DeviceSnapshot>,
): DeviceSnapshot[] =>
  [...devices]
    .filter((device) => isShownAs(kinds, device))
    .sort((a, b) => rank(a) - rank(b) || asPeopleCount(labelOf(a), labelOf(b)));

/**
 * The device asked for; without a wish the earliest of those shown before that is there, else the first. Undefined: there is none, or
 * none of that name.
 */
export function chooseDevice(
  devices: readonly DeviceSnapshot[],
  wanted: string | undefined,
  shownBefore: readonly string[] = [],
): DeviceSnapshot | undefined {
  const named = (id: string): DeviceSnapshot | undefined => devices.find(({ device }) => device === id);
  if (wanted !== undefined) return named(wanted);
  const [stays] = shownBefore.flatMap((id) => named(id) ?? []);
  return stays ?? devices[0];
}
