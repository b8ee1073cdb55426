import { useComputed } from '@preact/signals';
import { useAppState } from '../app-state.js';
import type { DevicePage } from '../route/router.js';
import { texts } from '../texts/language.js';
import { DeviceCard } from './device-card.js';
import { devicesOn } from './devices-of.js';
import { NoDevices } from './no-devices.js';

const titles = { cell: 'cells', gas: 'gas', 'heat-pump': 'heatPumps', sensor: 'sensors' } as const;

/** Every device of a kind with its latest values. */
export function DevicesPage({ page }: { page: DevicePage }) {
  const { live } = useAppState();
  const t = texts.value;
  const devices = useComputed(() => devicesOn(page, live.model.value.devices.values())).value;
  return (
    <>
      <div class="page-head">
        <h1>{t.pages[titles[page]]}</h1>
      </div>
      {devices.length === 0 && live.hasSnapshot.value && <NoDevices page={page} />}
      <div class="device-grid" aria-busy={!live.hasSnapshot.value}>
        {live.hasSnapshot.value || devices.length > 0
          ? devices.map((device) => <DeviceCard key={device.device} device={device} />)
          : [0, 1, 2].map((place) => <div key={place} class="panel device-card device-skeleton" />)}
      </div>
    </>
  );
}
