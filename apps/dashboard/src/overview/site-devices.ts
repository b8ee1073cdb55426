import { type ReadonlySignal, useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { devicesOf } from '../widgets/devices-of.js';

/** The kinds that the overview shows; services are asked for otherwise. */
const shownKinds: readonly DeviceKind[] = ['battery', 'cell', 'gas', 'heat-pump', 'meter', 'sensor'];

/**
 * Every device of the site in the order in which people look for it. Once a second and not with each value: nobody reads faster,
 * and five hundred devices are not sorted at every frame.
 */
export function useSiteDevices(): ReadonlySignal<readonly DeviceSnapshot[]> {
  const { live } = useAppState();
  return useComputed(() => {
    void live.nowMs.value;
    void [live.hasSnapshot.value, live.missed.value];
    return devicesOf(shownKinds, live.model.peek().devices.values());
  });
}

/** The devices of the site by what the overview shows of them. */
export type Domains = Readonly<
  Record<'batteries' | 'pumps' | 'detectors' | 'cells' | 'sensors', ReadonlySignal<readonly DeviceSnapshot[]>>
>;

/** Sorted out once, for the picture and for the cards. */
export const useDomains = (all: ReadonlySignal<readonly DeviceSnapshot[]>): Domains => ({
  batteries: useKinds(all, ['battery']),
  pumps: useKinds(all, ['heat-pump']),
  detectors: useKinds(all, ['gas']),
  cells: useKinds(all, ['cell']),
  sensors: useKinds(all, ['sensor', 'meter']),
});

/** The devices of some kinds as they are at this moment; the same list for as long as none of them changes. */
function useKinds(
  all: ReadonlySignal<readonly DeviceSnapshot[]>,
  kinds: readonly DeviceKind[],
): ReadonlySignal<readonly DeviceSnapshot[]> {
  const { live } = useAppState();
  const known = useComputed(() => all.value.filter(({ kind }) => kinds.includes(kind)));
  const last = useRef<readonly DeviceSnapshot[]>([]);
  return useComputed(() => {
    const { devices } = live.model.value;
    const now = known.value.map((device) => devices.get(device.device) ?? device);
    const before = last.current;
    const isSame = now.length === before.length && now.every((device, i) => device === before[i]);
    if (!isSame) last.current = now;
    return last.current;
  });
}
