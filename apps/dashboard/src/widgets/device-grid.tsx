import { useComputed } from '@preact/signals';
import type { DeviceKind } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { DeviceCard } from './device-card.js';
import { devicesOf } from './devices-of.js';
import { type ConnectableKind, NoDevices } from './no-devices.js';

/** Every device of some kinds with its latest values; how to connect the first one where there is none. */
export function DeviceGrid({ kind, kinds }: { kind: ConnectableKind; kinds: readonly DeviceKind[] }) {
  const { live } = useAppState();
  const devices = useComputed(() => devicesOf(kinds, live.model.value.devices.values())).value;
  const isSettled = live.hasSnapshot.value;
  return (
    <>
      {devices.length === 0 && isSettled && <NoDevices kind={kind} />}
      <div class="device-grid" aria-busy={!isSettled}>
        {isSettled || devices.length > 0
          ? devices.map((device) => <DeviceCard key={device.device} device={device} />)
          : [0, 1, 2].map((place) => <div key={place} class="panel device-card device-skeleton" />)}
      </div>
    </>
  );
}
