import type { DeviceKind } from '@kilowatch/contracts';

/** What to follow: the devices of these kinds, the ones to come too, and these devices. */
export interface Watched {
  readonly devices?: 'all' | readonly string[];
  readonly kinds?: readonly DeviceKind[];
}

export const everything: Watched = { devices: 'all' };
export const nothing: Watched = { devices: [] };

/** As `watch` and the handshake want it. */
export const requestOf = ({ devices, kinds }: Watched) => ({
  ...(devices !== undefined && { devices: devices === 'all' ? ('all' as const) : [...devices] }),
  ...(kinds !== undefined && { kinds: [...kinds] }),
});

const kindIn = (device: string): string => device.slice(0, device.indexOf(':'));

/** Whether who follows the first follows all of the second. */
export function covers(wide: Watched, narrow: Watched): boolean {
  if (wide.devices === 'all') return true;
  if (narrow.devices === 'all') return false;
  const kinds = new Set<string>(wide.kinds);
  const devices = new Set(wide.devices);
  return (
    (narrow.kinds ?? []).every((kind) => kinds.has(kind)) &&
    (narrow.devices ?? []).every((device) => devices.has(device) || kinds.has(kindIn(device)))
  );
}

/** All of these together, in an order of its own: the same parts make an equal whole. More devices than `mostDevices` are everything. */
export function unionOf(parts: Iterable<Watched>, mostDevices: number): Watched {
  const all = [...parts];
  if (all.some(({ devices }) => devices === 'all')) return everything;
  const kinds = [...new Set(all.flatMap((part) => part.kinds ?? []))].sort();
  const named = all.flatMap(({ devices }) => (devices === 'all' ? [] : (devices ?? [])));
  const devices = [...new Set(named)].filter((device) => !kinds.some((kind) => kind === kindIn(device)));
  return devices.length > mostDevices ? everything : { kinds, devices: devices.sort() };
}
