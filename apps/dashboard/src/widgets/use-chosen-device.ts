import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { DeviceKind, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { useWatched } from '../live/use-watched.js';
import { chooseDevice, devicesOf } from './devices-of.js';

interface Chosen {
  /** All that there are of the kind. */
  readonly devices: ReadonlySignal<readonly DeviceSnapshot[]>;
  /** The one in the address, else the first, and then the same for as long as it is there; new with every value. */
  readonly device: ReadonlySignal<DeviceSnapshot | undefined>;
  /** The same, new only when it is another, measures something else, or somebody has said something else of it. */
  readonly described: ReadonlySignal<DeviceSnapshot | undefined>;
}

/** Follows the devices of a kind, and finds the one that a page is about. */
export function useChosenDevice(kind: DeviceKind, wanted: string | undefined): Chosen {
  useWatched({ kinds: [kind] });
  const { live } = useAppState();
  const wish = useSignal(wanted);
  useLayoutEffect(() => {
    wish.value = wanted;
  }, [wanted]);
  const devices = useComputed(() => devicesOf([kind], live.model.value.devices.values()));
  const shown = useSignal<readonly string[]>([]);
  const device = useComputed(() => chooseDevice(devices.value, wish.value, shown.value));
  useSignalEffect(() => {
    // Before the first snapshot, what another page has left is all that there is.
    if (wish.value !== undefined || !live.hasSnapshot.value || !device.value) return;
    const now = device.value.device;
    if (!shown.peek().includes(now)) shown.value = [...shown.peek(), now];
  });
  const key = useComputed(() => descriptionOf(device.value));
  const described = useComputed(() => {
    void key.value;
    return device.peek();
  });
  return { devices, device, described };
}

const descriptionOf = (shown: DeviceSnapshot | undefined): string | undefined =>
  shown &&
  JSON.stringify([shown.device, shown.name, shown.isDemo, shown.thresholds, Object.keys(shown.metrics)]);
