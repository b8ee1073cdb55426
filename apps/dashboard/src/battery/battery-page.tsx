import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { useAppState } from '../app-state.js';
import { CommandPanel } from '../command/command-panel.js';
import { HistoryPanel } from '../history/history-panel.js';
import { texts } from '../texts/language.js';
import { DeviceChoice } from '../widgets/device-choice.js';
import { chooseDevice, devicesOf } from '../widgets/devices-of.js';
import { PageHead } from '../widgets/page-head.js';
import { LivePanel } from './live-panel.js';
import { PowerPanel } from './power-panel.js';
import { Tiles } from './tiles.js';

/** Everything about one battery: what it does now, what it is told, what it did. */
export function BatteryPage({ wanted }: { wanted: string | undefined }) {
  const { live } = useAppState();
  const wish = useSignal(wanted);
  useLayoutEffect(() => {
    wish.value = wanted;
  }, [wanted]);
  const batteries = useComputed(() => devicesOf(['battery'], live.model.value.devices.values()));
  const battery = useComputed(() => chooseDevice(batteries.value, wish.value));
  const device = useComputed(() => battery.value?.device);
  return (
    <>
      <PageHead title={texts.value.pages.battery}>
        <DeviceChoice
          page="battery"
          devices={batteries.value}
          device={battery.value}
          wanted={wanted}
          isSettled={live.hasSnapshot.value}
        />
      </PageHead>
      <div class="battery-grid">
        <PowerPanel battery={battery.value} />
        <Tiles battery={battery.value} />
        <LivePanel device={device} />
        <CommandPanel battery={battery.value} />
      </div>
      <HistoryPanel device={device} isDemo={battery.value?.isDemo === true} />
    </>
  );
}
