import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import type { DevicePage } from '../route/router.js';

const kindsOn: Record<DevicePage, readonly DeviceKind[]> = {
  cell: ['cell'],
  gas: ['gas'],
  'heat-pump': ['heat-pump'],
  sensor: ['sensor', 'meter'],
};

const nativeIdOf = (device: string): string => device.slice(device.indexOf(':') + 1);

/** What people call a device: the name they gave it, else its native id. */
export const labelOf = ({ name, device }: Pick<DeviceSnapshot, 'name' | 'device'>): string =>
  name ?? nativeIdOf(device);

/** The devices of a page: real ones first, then by what they are called, as people count. */
export const devicesOn = (page: DevicePage, devices: Iterable<DeviceSnapshot>): DeviceSnapshot[] =>
  [...devices]
    .filter(({ kind, isRetired, isIgnored }) => kindsOn[page].includes(kind) && !isRetired && !isIgnored)
    .sort(
      (a, b) =>
        Number(a.isDemo) - Number(b.isDemo) ||
        labelOf(a).localeCompare(labelOf(b), undefined, { numeric: true }),
    );
